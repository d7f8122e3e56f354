package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Load by {@code h2load}. At any time 32 requests are under way, unless told otherwise: one on each connection of HTTP/1.1, or four on
 * each of HTTP/2 with TLS.
 *
 * @param path path of the requests
 * @param fields header fields
 * @param body file that is sent in the body by POST, null for GET
 * @param http2 whether it is HTTP/2 that is spoken, with TLS
 * @param atOnce how many requests are under way at any time; with HTTP/2 a multiple of four
 */
record H2Load(
        String path, Map<String, String> fields, @Nullable Path body, boolean http2, int atOnce) implements Load {

    private static final int AT_ONCE = 32;
    private static final int STREAMS = 4;
    private static final Pattern FINISHED = Pattern.compile("finished in ([0-9.]+)(us|ms|s), ([0-9.]+) req/s");
    private static final Pattern ASKED = Pattern.compile("requests: (\\d+) total");
    private static final Pattern CODES =
            Pattern.compile("status codes: (\\d+) 2xx, (\\d+) 3xx, (\\d+) 4xx, (\\d+) 5xx");

    /** Copies the fields. */
    H2Load {
        fields = Map.copyOf(fields);
    }

    static H2Load get(String path) {
        return new H2Load(path, Map.of(), null, false, AT_ONCE);
    }

    H2Load with(String field, String value) {
        Map<String, String> more = new HashMap<>(fields);
        more.put(field, value);
        return new H2Load(path, more, body, http2, atOnce);
    }

    H2Load sending(Path file) {
        return new H2Load(path, fields, file, http2, atOnce);
    }

    H2Load overHttp2() {
        return new H2Load(path, fields, body, true, atOnce);
    }

    H2Load atOnce(int requests) {
        return new H2Load(path, fields, body, http2, requests);
    }

    @Override
    public Done tolerant(Server server, Phase phase) throws IOException {
        List<String> command = new ArrayList<>(List.of(Tools.path("h2load"), "-t", "1"));
        command.addAll(List.of("-n", Integer.toString(phase.requests())));
        command.addAll(connections());
        fields.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
        if (body != null) {
            command.addAll(List.of("-d", body.toString()));
        }
        command.add(server.url() + path);
        String said = Output.of(command);
        if (http2 && !(said.contains("TLS Protocol: TLSv1.3") && said.contains("Application protocol: h2"))) {
            throw new IOException("h2load: " + said + " (expected: HTTP/2 over TLS 1.3)");
        }
        return read(said);
    }

    private List<String> connections() {
        return http2
                ? List.of("-c", Integer.toString(atOnce / STREAMS), "-m", Integer.toString(STREAMS))
                : List.of("--h1", "-c", Integer.toString(atOnce));
    }

    static Done read(String said) throws IOException {
        Matcher finished = FINISHED.matcher(said);
        Matcher asked = ASKED.matcher(said);
        Matcher codes = CODES.matcher(said);
        if (!finished.find() || !asked.find() || !codes.find()) {
            throw new IOException("h2load: " + said + " (expected: its results)");
        }
        return new Done(
                Long.parseLong(asked.group(1)),
                Long.parseLong(codes.group(1)) + Long.parseLong(codes.group(2)),
                Double.parseDouble(finished.group(3)));
    }
}
