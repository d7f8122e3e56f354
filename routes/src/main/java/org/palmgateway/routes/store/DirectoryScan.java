package org.palmgateway.routes.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a directory of bundles looked like at one moment.
 *
 * @param owners what tells the versions of an owner's files apart, by owner and name of the file
 */
record DirectoryScan(Map<String, Map<String, Stamp>> owners) {

    /** Changes whenever a file is rewritten or replaced. */
    record Stamp(FileTime modified, long size, @Nullable Object key) {}

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryScan.class);

    static final DirectoryScan NOTHING = new DirectoryScan(Map.of());

    static DirectoryScan of(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> listing = Files.list(directory)) {
            files = new ArrayList<>(listing.toList());
        }
        Map<String, Map<String, Stamp>> owners = new TreeMap<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            Optional<String> owner = BundleFile.owner(name);
            if (owner.isPresent()) {
                stamp(file, name, owner.get(), owners);
            }
        }
        return new DirectoryScan(owners);
    }

    private static void stamp(Path file, String name, String owner, Map<String, Map<String, Stamp>> owners) {
        try {
            // Links are followed: deployments swap a link to change all files at once.
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                owners.computeIfAbsent(owner, o -> new TreeMap<>())
                        .put(name, new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} went while the directory was read; the next look is without it", name);
        } catch (IOException e) {
            // Such as a link that leads to itself: it concerns this owner alone, who is told when it is read.
            LOG.debug("{} cannot be looked at: {}", name, e.toString());
            owners.computeIfAbsent(owner, o -> new TreeMap<>()).put(name, new Stamp(FileTime.fromMillis(0), 0, null));
        }
    }
}
