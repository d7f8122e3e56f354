package org.palmgateway.routes.store;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.palmgateway.routes.bundle.BundleReading;
import org.palmgateway.routes.document.DocumentProblem;

/**
 * Notices which bundles of a directory have changed, by looking at it again and again.
 *
 * <p>Looking is preferred to the system's notices because it sees links that are swapped and network file systems too. A
 * change counts only when two looks in a row find it the same, so that a file which is being written is left alone. Not
 * safe for several threads: one thread looks.
 */
final class BundleDirectory {

    private static final long LARGEST_FILE = 128L * 1024 * 1024;

    private final Path directory;
    private final Map<String, Map<String, DirectoryScan.Stamp>> taken = new HashMap<>();
    /** What was said of owners whose files are there but cannot be read. */
    private final Map<String, String> refused = new HashMap<>();

    private DirectoryScan last = DirectoryScan.NOTHING;

    BundleDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * What a look found.
     *
     * @param changed bundles that are new or changed
     * @param unreadable owners whose files are there but are no text
     * @param gone owners whose files are gone
     * @param unsettled whether something changed that the next look decides about
     */
    record Look(List<BundleFile> changed, List<BundleReading.Broken> unreadable, Set<String> gone, boolean unsettled) {}

    /**
     * Takes everything that is there, settled or not; for the start.
     *
     * @param known owners whose bundles are live or quarantined
     */
    Look first(Set<String> known) throws IOException {
        last = scan(known);
        Set<String> gone = new TreeSet<>(known);
        gone.removeAll(last.owners().keySet());
        return take(last.owners(), gone, false);
    }

    /**
     * Takes what has changed since it was last taken and has settled since the last look.
     *
     * @param known owners whose bundles are live or quarantined
     */
    Look again(Set<String> known) throws IOException {
        DirectoryScan now = scan(known);
        Map<String, Map<String, DirectoryScan.Stamp>> settled = new TreeMap<>();
        now.owners().forEach((owner, files) -> {
            if (!files.equals(taken.get(owner)) && files.equals(last.owners().get(owner))) {
                settled.put(owner, files);
            }
        });
        Set<String> gone = new TreeSet<>(known);
        gone.removeAll(now.owners().keySet());
        gone.removeAll(last.owners().keySet());
        boolean unsettled = !now.owners().equals(last.owners());
        last = now;
        return take(settled, gone, unsettled);
    }

    /** An empty directory is rather one that is not mounted than the wish of every owner at once. */
    private DirectoryScan scan(Set<String> known) throws IOException {
        DirectoryScan scan = DirectoryScan.of(directory);
        if (scan.owners().isEmpty() && !known.isEmpty()) {
            throw new IOException(directory + " is empty (expected: bundles; is it mounted?)");
        }
        return scan;
    }

    private Look take(Map<String, Map<String, DirectoryScan.Stamp>> owners, Set<String> gone, boolean unsettled) {
        List<BundleFile> changed = new ArrayList<>();
        List<BundleReading.Broken> unreadable = new ArrayList<>();
        owners.forEach((owner, files) -> {
            String file = files.keySet().iterator().next();
            try {
                if (files.size() > 1) {
                    String found = String.join(" and ", files.keySet());
                    unreadable.add(broken(owner, file, found, "one file for each owner"));
                } else if (files.values().iterator().next().size() > LARGEST_FILE) {
                    unreadable.add(broken(owner, file, "too large", "at most " + LARGEST_FILE + " octets"));
                } else {
                    String text = Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
                    changed.add(new BundleFile(owner, file, text));
                }
                taken.put(owner, files);
                refused.remove(owner);
            } catch (CharacterCodingException e) {
                unreadable.add(broken(owner, file, "octets that are not UTF-8", "UTF-8 text"));
                taken.put(owner, files);
            } catch (IOException e) {
                // Not taken: whether it can be read may change without the file's changing. Said once.
                if (!e.toString().equals(refused.put(owner, e.toString()))) {
                    unreadable.add(broken(owner, file, Objects.toString(e.getMessage(), "no file"), "a readable file"));
                }
            }
        });
        taken.keySet().removeAll(gone);
        refused.keySet().removeAll(gone);
        return new Look(changed, unreadable, gone, unsettled);
    }

    private static BundleReading.Broken broken(String owner, String file, String value, String expected) {
        return new BundleReading.Broken(owner, List.of(new DocumentProblem(file, 0, "", value, expected)));
    }
}
