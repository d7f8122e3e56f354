package org.palmgateway.gateway.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.palmgateway.routes.store.BundleFile;

/**
 * A bundle in a directory on this machine.
 *
 * @param owner the owner: the file's name without its ending
 * @param paths the owner's files; there should be one
 */
record LocalBundle(String owner, List<Path> paths) {

    /** Copies the paths. */
    LocalBundle {
        paths = List.copyOf(paths);
    }

    /** Returns the bundles of a directory, by owner. */
    static List<LocalBundle> in(Path directory) {
        TreeMap<String, List<Path>> files = new TreeMap<>();
        try (Stream<Path> listing = Files.list(directory)) {
            listing.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> BundleFile.owner(String.valueOf(file.getFileName()))
                            .ifPresent(owner -> files.merge(owner, List.of(file), LocalBundle::both)));
        } catch (IOException e) {
            throw new CommandFailed(directory + " cannot be read (expected: a directory of bundles)");
        }
        if (files.isEmpty()) {
            throw new CommandFailed(directory + " holds no bundles (expected: files ending in .yaml, .yml or .json)");
        }
        return files.entrySet().stream()
                .map(each -> new LocalBundle(each.getKey(), each.getValue()))
                .toList();
    }

    private static List<Path> both(List<Path> some, List<Path> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    String file() {
        return String.valueOf(paths.get(0).getFileName());
    }

    boolean isJson() {
        return file().endsWith(".json");
    }

    /** Reads the bundle's text. */
    String text() {
        if (paths.size() > 1) {
            List<String> names = paths.stream()
                    .map(path -> String.valueOf(path.getFileName()))
                    .toList();
            throw new CommandFailed(String.join(" and ", names) + " (expected: one file for each owner)");
        }
        try {
            return Files.readString(paths.get(0));
        } catch (CharacterCodingException e) {
            throw new CommandFailed(file() + ": octets that are not UTF-8 (expected: UTF-8 text)");
        } catch (IOException e) {
            throw new CommandFailed(file() + " cannot be read (expected: a readable file)");
        }
    }

    /** Reads what the bundle says. */
    BundleTree tree() {
        return BundleTree.of(file(), text());
    }
}
