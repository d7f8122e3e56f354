package org.palmgateway.routes.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Document;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.JsonText;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.policy.OverrideReader;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.PolicyReader;
import org.palmgateway.routes.policy.PolicyTree;
import org.palmgateway.routes.policy.Revision;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.policy.TrafficOverride;

/** Writes and reads lines of the journal: JSON objects, policies and overrides in the form that people write them. */
final class JournalLine {

    private static final int LONGEST = 32 * 1024 * 1024;
    private static final String BASE = "{\"base\":";

    private JournalLine() {}

    static String of(Revision revision) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", revision.version());
        tree.put("at", revision.at().toString());
        tree.put("author", revision.author());
        tree.put("reason", revision.reason());
        tree.put("changes", revision.changes().stream().map(JournalLine::tree).toList());
        tree.put("undo", revision.undo().stream().map(JournalLine::tree).toList());
        return JsonText.of(tree);
    }

    static String of(PolicyBook book) {
        List<Object> items = new ArrayList<>();
        book.policies().forEach((target, entry) -> {
            Map<String, Object> item = tree(new Change.OfPolicy(target, entry.policy()));
            item.put("version", entry.version());
            items.add(item);
        });
        book.overrides().forEach((id, override) -> items.add(tree(new Change.OfOverride(id, override))));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("base", book.version());
        tree.put("items", items);
        return JsonText.of(tree);
    }

    private static Map<String, Object> tree(Change change) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (change instanceof Change.OfPolicy policy) {
            tree.put("target", policy.target().toString());
            if (policy.policy() != null) {
                tree.put("policy", PolicyTree.of(policy.policy()));
            }
        } else if (change instanceof Change.OfOverride override) {
            tree.put("id", override.id());
            if (override.override() != null) {
                tree.put("author", override.override().terms().author());
                tree.put("override", PolicyTree.of(override.override()));
            }
        }
        return tree;
    }

    static boolean isBase(String line) {
        return line.startsWith(BASE);
    }

    static PolicyBook base(String line) {
        return read(line, fields -> {
            long version = number(fields, "base");
            PolicyBook book = PolicyBook.EMPTY;
            for (FieldReader item : fields.mappings("items")) {
                long since = item.has("version") ? number(item, "version") : version;
                book = book.with(List.of(change(item)), since);
            }
            return book.with(List.of(), version);
        });
    }

    static Revision revision(String line) {
        return read(
                line,
                fields -> new Revision(
                        number(fields, "version"),
                        instant(fields, "at"),
                        text(fields, "author"),
                        text(fields, "reason"),
                        fields.mappings("changes").stream()
                                .map(JournalLine::change)
                                .toList(),
                        fields.mappings("undo").stream()
                                .map(JournalLine::change)
                                .toList()));
    }

    private static Change change(FieldReader fields) {
        if (fields.has("target")) {
            Target target = Target.of(text(fields, "target"));
            return new Change.OfPolicy(
                    target, fields.has("policy") ? PolicyReader.read(fields.mapping("policy"), target.kind()) : null);
        }
        String id = text(fields, "id");
        @Nullable
        TrafficOverride override = fields.has("override")
                ? OverrideReader.read(fields.mapping("override"), id, text(fields, "author"), null)
                : null;
        return new Change.OfOverride(id, override);
    }

    private static long number(FieldReader fields, String name) {
        return Objects.requireNonNullElse(fields.required(name, Long::valueOf), 0L);
    }

    private static Instant instant(FieldReader fields, String name) {
        return Objects.requireNonNullElse(fields.required(name, JournalLine::instant), Instant.EPOCH);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time such as 2026-12-01T14:00:00Z", e);
        }
    }

    private static String text(FieldReader fields, String name) {
        return Objects.requireNonNullElse(fields.required(name, text -> text), "");
    }

    private static <T> T read(String line, Function<FieldReader, T> reader) {
        Problems problems = new Problems("line.json");
        T read = Document.read(line, LONGEST, problems, "a line of the journal")
                .map(reader)
                .orElse(null);
        if (read == null || !problems.found().isEmpty()) {
            throw new IllegalArgumentException(problems.found().toString());
        }
        return read;
    }
}
