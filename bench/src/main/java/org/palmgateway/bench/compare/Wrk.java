package org.palmgateway.bench.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Load by {@code wrk} over 32 connections of HTTP/1.1: GET, by one citizen after the other.
 *
 * @param path path of the requests
 * @param tokens file of the citizens' tokens, one in each line, and beside it the script that sends them
 */
record Wrk(String path, Path tokens) implements Load {

    private static final String SCRIPT = "citizens.lua";
    private static final Pattern ASKED = Pattern.compile("(\\d+) requests in ");
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern BROKEN =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

    /** Writes the tokens of citizens into a new directory, and returns the load that they make. */
    static Wrk of(String path, Path directory, List<String> tokens) throws IOException {
        Files.createDirectories(directory);
        Path file = Files.write(directory.resolve("tokens"), tokens);
        try (InputStream script = Objects.requireNonNull(Wrk.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.copy(script, directory.resolve(SCRIPT), StandardCopyOption.REPLACE_EXISTING);
        }
        return new Wrk(path, file);
    }

    @Override
    public Done tolerant(Server server, Phase phase) throws IOException {
        return read(Output.of(List.of(
                Tools.path("wrk"),
                "-t",
                "1",
                "-c",
                "32",
                "-d",
                phase.time().toSeconds() + "s",
                "-s",
                tokens.resolveSibling(SCRIPT).toString(),
                server.url(),
                "--",
                tokens.toString(),
                path)));
    }

    static Done read(String said) throws IOException {
        Matcher asked = ASKED.matcher(said);
        Matcher perSecond = PER_SECOND.matcher(said);
        if (!asked.find() || !perSecond.find()) {
            throw new IOException("wrk: " + said + " (expected: its results)");
        }
        Matcher refused = REFUSED.matcher(said);
        Matcher broken = BROKEN.matcher(said);
        long failed = refused.find() ? Long.parseLong(refused.group(1)) : 0;
        if (broken.find()) {
            for (int kind = 1; kind <= broken.groupCount(); kind++) {
                failed += Long.parseLong(broken.group(kind));
            }
        }
        long total = Long.parseLong(asked.group(1));
        return new Done(total, Math.max(0, total - failed), Double.parseDouble(perSecond.group(1)));
    }
}
