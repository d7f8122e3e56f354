package org.palmgateway.gateway.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.audit.AuditChain;
import org.palmgateway.routes.audit.AuditEntry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Goes along an export of the audit, one entry a line. What the chain does not cover, such as fields of somebody's own, is refused. */
final class AuditExport {

    private static final int MOST_PROBLEMS = 1000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AuditExport() {}

    static Verified verify(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return verify(lines);
        } catch (IOException e) {
            throw new CommandFailed(file + " cannot be read (expected: an export of the audit, in UTF-8)");
        }
    }

    private static Verified verify(BufferedReader lines) throws IOException {
        AuditChain chain = new AuditChain();
        List<String> problems = new ArrayList<>();
        String last = AuditChain.BEGINNING;
        long entries = 0;
        long number = 0;
        for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            try {
                AuditEntry entry = JSON.readValue(line, AuditEntry.class);
                chain.follow(entry).ifPresent(problem -> add(problems, problem));
                last = entry.hash();
                entries++;
            } catch (JacksonException e) {
                add(problems, "Line " + number + " is no entry of an audit.");
            }
        }
        if (number == 0) {
            add(problems, "There are no entries; an audit has at least one when it was exported.");
        }
        return new Verified(entries, last, problems);
    }

    private static void add(List<String> problems, String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }
}
