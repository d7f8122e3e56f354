package org.palmgateway.routes.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps the texts of the active bundles on disk, so that a node boots with what it last served.
 *
 * <p>Each text lies in a file named by its digest; a manifest names the revision and those that belong together. New texts
 * are written first, then the manifest is moved into place, then texts that it does not name are deleted: whenever the
 * process dies, the manifest on disk is whole. Not safe for several threads.
 */
public final class LastGood {

    private static final String MANIFEST = "manifest";

    private final Path directory;

    /**
     * Takes a directory.
     *
     * @param directory where texts are kept; made when missing
     */
    public LastGood(Path directory) {
        this.directory = directory;
    }

    /** What was kept. */
    public record Kept(long revision, List<BundleFile> files) {}

    /** Returns what was kept; nothing when this is the first start. */
    public Kept read() throws IOException {
        Path manifest = directory.resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            return new Kept(0, List.of());
        }
        List<String> lines = Files.readAllLines(manifest, StandardCharsets.UTF_8);
        List<BundleFile> files = new ArrayList<>();
        try {
            for (String line : lines.subList(1, lines.size())) {
                int space = line.indexOf(' ');
                String file = line.substring(space + 1);
                String text = Files.readString(directory.resolve(line.substring(0, space)), StandardCharsets.UTF_8);
                BundleFile bundle = new BundleFile(BundleFile.owner(file).orElse(file), file, text);
                if (!bundle.digest().equals(line.substring(0, space))) {
                    throw new IOException(directory.resolve(line.substring(0, space)) + ": damaged");
                }
                files.add(bundle);
            }
            return new Kept(Long.parseLong(lines.get(0)), files);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(
                    manifest + ": not a manifest (expected: a revision, then lines of digest and file)", e);
        }
    }

    /**
     * Keeps these bundles in place of what was kept before.
     *
     * @param revision revision of the snapshot they make up
     * @param active the file's name by digest, for every active bundle
     * @param texts the texts of those that may not be kept yet
     */
    public void write(long revision, Map<String, String> active, Collection<BundleFile> texts) throws IOException {
        Files.createDirectories(directory);
        Set<String> present = names();
        for (BundleFile bundle : texts) {
            if (active.containsKey(bundle.digest()) && present.add(bundle.digest())) {
                replace(bundle.digest(), bundle.text());
            }
        }
        replace(
                MANIFEST,
                active.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .sorted()
                        .collect(Collectors.joining("\n", revision + "\n", "\n")));
        for (String name : present) {
            if (!name.equals(MANIFEST) && !active.containsKey(name)) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> listing = Files.list(directory)) {
            return listing.map(path -> String.valueOf(path.getFileName()))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    private void replace(String name, String text) throws IOException {
        Path fresh = directory.resolve(name + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            // Or else a power failure could leave the new name with nothing behind it.
            channel.force(true);
        }
        try {
            Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
