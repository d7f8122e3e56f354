package org.palmgateway.gateway.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The routes that were found to share too much. They stay so until an operator lifts it, also beyond a restart: the file is written when
 * one is added or lifted. Reading is for any thread; changing waits for the disk and is not for event loops.
 */
final class Demotions {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final ConcurrentMap<String, Demotion> routes = new ConcurrentHashMap<>();

    /** What a line of the file holds. */
    private record Line(String route, String since, String difference, String requestId) {}

    private Demotions(Path file) {
        this.file = file;
    }

    /**
     * Opens the file of a directory, which is made when missing.
     *
     * @throws IOException when it cannot be read or written, or makes no sense
     */
    static Demotions open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Demotions demotions = new Demotions(directory.resolve("demotions.jsonl"));
        if (Files.exists(demotions.file)) {
            try {
                for (String line : Files.readAllLines(demotions.file, StandardCharsets.UTF_8)) {
                    Line read = JSON.readValue(line, Line.class);
                    demotions.routes.put(
                            read.route(),
                            new Demotion(
                                    read.route(), Instant.parse(read.since()), read.difference(), read.requestId()));
                }
            } catch (JacksonException | DateTimeParseException e) {
                throw new IOException(demotions.file + " is not as it was written", e);
            }
        }
        demotions.write(demotions.routes);
        return demotions;
    }

    boolean isDemoted(String route) {
        return !routes.isEmpty() && routes.containsKey(route);
    }

    Optional<Demotion> of(String route) {
        return Optional.ofNullable(routes.get(route));
    }

    Collection<Demotion> all() {
        return List.copyOf(routes.values());
    }

    /** Demotes a route: in force at once, and never waits. Tells whether it is new, and so has to be saved. */
    boolean add(Demotion demotion) {
        return routes.putIfAbsent(demotion.route(), demotion) == null;
    }

    /**
     * Writes down what is in force.
     *
     * @throws UncheckedIOException when that fails
     */
    synchronized void save() {
        store(routes);
    }

    /** Lifts a demotion as soon as that is on the disk; returns what it was, null when there was none. */
    synchronized @Nullable Demotion lift(String route) {
        Map<String, Demotion> left = new TreeMap<>(routes);
        @Nullable Demotion was = left.remove(route);
        if (was != null) {
            store(left);
            routes.remove(route);
        }
        return was;
    }

    private void store(Map<String, Demotion> all) {
        try {
            write(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Map<String, Demotion> all) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Demotion> each : new TreeMap<>(all).entrySet()) {
            Demotion demotion = each.getValue();
            lines.add(JSON.writeValueAsString(new Line(
                    demotion.route(), demotion.since().toString(), demotion.difference(), demotion.requestId())));
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, lines, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
