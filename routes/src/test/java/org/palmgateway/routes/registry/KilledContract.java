package org.palmgateway.routes.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.routes.registry.TestNode.AUDITOR;
import static org.palmgateway.routes.registry.TestNode.PROVINCE;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.routes.audit.AuditEntry;
import org.palmgateway.routes.registry.BundleRevision.Stage;

/** A process that is killed (SIGKILL) again and again while it publishes, whatever its database. */
abstract class KilledContract {

    private static final int PUBLISHES = 500;
    private static final int MOST_AT_ONCE = 150;

    @TempDir
    Path directory;

    abstract TestDatabase databases(Path path);

    @Test
    void nothingThatWasAcknowledgedIsLostAndNothingIsHalfDone() throws Exception {
        Random random = new Random();
        try (TestDatabase databases = databases(directory)) {
            TestDatabase.Address address = databases.fresh("killed");
            int done = 0;
            int kills = 0;
            List<Long> acknowledged = new ArrayList<>();
            while (done < PUBLISHES) {
                int until = Math.min(PUBLISHES, done + 1 + random.nextInt(MOST_AT_ONCE));
                done = run(address, done + 1, until, acknowledged);
                kills++;
                check(address, done, acknowledged, kills);
            }
            assertThat(kills).as("kills").isGreaterThanOrEqualTo(PUBLISHES / MOST_AT_ONCE);
        }
    }

    /** Kills the process at the very moment when it has acknowledged enough, and is about to go on. */
    private int run(TestDatabase.Address address, int first, int until, List<Long> acknowledged)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublishingProcess.class.getName(),
                        address.url(),
                        address.user(),
                        directory.toString(),
                        Integer.toString(first),
                        Integer.toString(PUBLISHES))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int done = first - 1;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length == 3 && words[0].equals("published")) {
                    done = Integer.parseInt(words[1]);
                    acknowledged.add(Long.valueOf(words[2]));
                    if (done >= until && process.isAlive()) {
                        // Unlike the process itself, its handle leaves what was written before to be read.
                        process.toHandle().destroyForcibly();
                    }
                }
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(done).as("progress").isGreaterThanOrEqualTo(first);
        return done;
    }

    private void check(TestDatabase.Address address, int done, List<Long> acknowledged, int kills) {
        try (TestNode node = new TestNode(address, "reader" + kills, directory)) {
            List<BundleRevision> all =
                    node.registry.drafts().revisions("a", PROVINCE, 0, 10_000).items();
            List<Long> live = all.stream()
                    .filter(each -> each.stage() == Stage.PUBLISHED)
                    .map(BundleRevision::number)
                    .toList();
            assertThat(live).as("live").hasSize(1);
            assertThat(all).filteredOn(each -> each.stage().isPending()).hasSizeLessThanOrEqualTo(1);
            assertThat(all)
                    .filteredOn(each -> each.stage() == Stage.PUBLISHED || each.stage() == Stage.SUPERSEDED)
                    .extracting(BundleRevision::number)
                    .containsAll(acknowledged);
            assertThat(live.get(0)).isGreaterThanOrEqualTo(acknowledged.get(acknowledged.size() - 1));
            // What is live is what the registry says is: the last that was acknowledged, or the one after it.
            assertThat(node.hit("/r" + done).equals("a.r" + done)
                            || node.hit("/r" + (done + 1)).equals("a.r" + (done + 1)))
                    .isTrue();
            assertThat(node.registry.feed().served()).isGreaterThanOrEqualTo(acknowledged.size());
            assertThat(node.registry.audit().verify(AUDITOR).problems()).isEmpty();
            assertThat(node.registry.audit().after(0, 100_000, AUDITOR))
                    .filteredOn(entry -> entry.action().equals("revision.published"))
                    .extracting(AuditEntry::target)
                    .containsAll(
                            acknowledged.stream().map(number -> "a/" + number).toList());
        }
    }
}
