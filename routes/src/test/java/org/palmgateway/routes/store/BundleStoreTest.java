package org.palmgateway.routes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.palmgateway.routes.snapshot.TestBundles.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.Snapshot;

class BundleStoreTest {

    private static final RegionTree REGIONS = Divisions.zhejiang();

    @TempDir
    Path temporary;

    private Path bundles;
    private Path state;

    @BeforeEach
    void makeDirectories() throws IOException {
        bundles = Files.createDirectory(temporary.resolve("bundles"));
        state = temporary.resolve("state");
    }

    @Test
    void whatLiesInTheDirectoryIsLiveAtOnce() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        write("b.yml", bundle("b", "b.y", "/y"));
        write("README.md", "no bundle");
        write(".hidden.yaml", "no bundle either");

        Snapshot snapshot = open().live().current();

        assertThat(snapshot.bundles()).containsOnlyKeys("a", "b");
        assertThat(snapshot.quarantined()).isEmpty();
    }

    @Test
    void aChangeIsLiveAfterTwoLooks() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        BundleStore store = open();
        write("a.yaml", bundle("a", "a.x", "/x", "a.y", "/y"));

        boolean undecidedAfterOne = store.refresh();
        int afterOne = store.live().current().size();
        boolean undecidedAfterTwo = store.refresh();

        assertThat(undecidedAfterOne).as("the next look decides").isTrue();
        assertThat(undecidedAfterTwo).as("it has decided").isFalse();

        assertThat(afterOne)
                .as("a file that may still be written is left alone")
                .isEqualTo(1);
        assertThat(store.live().current().size()).isEqualTo(2);
    }

    @Test
    void lookingAtAnUnchangedDirectoryMakesNoNewSnapshot() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        BundleStore store = open();
        Snapshot before = store.live().current();

        store.refresh();
        store.refresh();

        assertThat(store.live().current()).isSameAs(before);
    }

    @Test
    void aRemovedFileWithdrawsItsRoutes() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        write("b.yaml", bundle("b", "b.y", "/y"));
        BundleStore store = open();
        Files.delete(bundles.resolve("a.yaml"));

        store.refresh();
        store.refresh();

        assertThat(store.live().current().bundles()).containsOnlyKeys("b");
    }

    @Test
    void aDirectoryThatIsSuddenlyEmptyIsTakenForOneThatIsNotMounted() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        BundleStore store = open();
        Files.delete(bundles.resolve("a.yaml"));

        store.refresh();
        store.refresh();

        assertThat(store.live().current().bundles()).containsOnlyKeys("a");
        assertThat(open().live().current().bundles()).containsOnlyKeys("a");
    }

    @Test
    void whatWasWithdrawnWhileTheDirectoryWasAwayIsWithdrawnWhenItReturns() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        write("b.yaml", bundle("b", "b.y", "/y"));
        open();
        Path elsewhere = Files.move(bundles, temporary.resolve("elsewhere"));
        BundleStore store = open();
        Files.delete(elsewhere.resolve("b.yaml"));
        Files.move(elsewhere, bundles);

        store.refresh();
        store.refresh();

        assertThat(store.live().current().bundles()).containsOnlyKeys("a");
    }

    @Test
    void aLinkThatLeadsToItselfConcernsItsOwnerAlone() throws IOException {
        Files.createSymbolicLink(bundles.resolve("loop.yaml"), Path.of("loop.yaml"));
        write("a.yaml", bundle("a", "a.x", "/x"));

        Snapshot snapshot = open().live().current();

        assertThat(snapshot.bundles()).containsOnlyKeys("a");
        assertThat(snapshot.quarantined()).containsOnlyKeys("loop");
    }

    @Test
    void anEmptyManifestDoesNotStopTheStart() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        open();
        Files.writeString(state.resolve("manifest"), "");

        assertThat(open().live().current().bundles()).containsOnlyKeys("a");
    }

    @Test
    void aDamagedTextIsNotServed() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        open();
        try (java.util.stream.Stream<Path> kept = Files.list(state)) {
            for (Path file : kept.filter(f -> !f.endsWith("manifest")).toList()) {
                Files.writeString(file, bundle("a", "a.forged", "/forged"));
            }
        }
        Files.move(bundles, temporary.resolve("elsewhere"));

        assertThatIOException().isThrownBy(this::open);
    }

    @Test
    void aBrokenBundleIsQuarantinedAndItsLastGoodOneServesEvenAfterARestart() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        write("b.yaml", bundle("b", "b.y", "/y"));
        BundleStore store = open();
        write("a.yaml", "departments: [");
        store.refresh();
        store.refresh();

        Snapshot restarted = open().live().current();

        for (Snapshot snapshot : new Snapshot[] {store.live().current(), restarted}) {
            assertThat(snapshot.bundles()).containsOnlyKeys("a", "b");
            assertThat(snapshot.quarantined()).containsOnlyKeys("a");
        }
        assertThat(restarted.revision())
                .isGreaterThanOrEqualTo(store.live().current().revision());
    }

    @Test
    void theLastGoodSnapshotServesWithoutItsDirectory() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        open();
        Files.delete(bundles.resolve("a.yaml"));
        Files.delete(bundles);

        assertThat(open().live().current().bundles()).containsOnlyKeys("a");
    }

    @Test
    void aDirectoryThatGoesAwayChangesNothing() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        BundleStore store = open();
        Files.move(bundles, temporary.resolve("elsewhere"));

        store.refresh();
        store.refresh();

        assertThat(store.live().current().bundles()).containsOnlyKeys("a");
    }

    @Test
    void withoutDirectoryAndLastGoodSnapshotThereIsNoStart() throws IOException {
        Files.delete(bundles);

        assertThatIOException()
                .isThrownBy(this::open)
                .withMessageContaining("bundles directory")
                .withMessageContaining("expected: a readable directory");
    }

    @Test
    void whileItWasDownAChangedBundleIsPickedUpAndAGoneOneWithdrawn() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        write("b.yaml", bundle("b", "b.y", "/y"));
        open();
        write("a.yaml", bundle("a", "a.x", "/x", "a.z", "/z"));
        Files.delete(bundles.resolve("b.yaml"));

        Snapshot snapshot = open().live().current();

        assertThat(snapshot.bundles()).containsOnlyKeys("a");
        assertThat(snapshot.size()).isEqualTo(2);
    }

    @Test
    void aLiveBundleKeepsItsPlaceAgainstANewcomerAfterARestart() throws IOException {
        write("z.yaml", bundle("z", "z.x", "/x"));
        open();
        write("a.yaml", bundle("a", "a.x", "/x"));

        Snapshot snapshot = open().live().current();

        assertThat(snapshot.bundles()).containsOnlyKeys("z");
        assertThat(snapshot.quarantined()).containsOnlyKeys("a");
    }

    @Test
    void twoFilesOfOneOwnerQuarantineItUntilOneIsGone() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        BundleStore store = open();
        write("a.json", "{}");
        store.refresh();
        store.refresh();
        Snapshot both = store.live().current();

        Files.delete(bundles.resolve("a.json"));
        store.refresh();
        store.refresh();

        assertThat(both.quarantined()).containsOnlyKeys("a");
        assertThat(both.bundles()).containsOnlyKeys("a");
        assertThat(store.live().current().quarantined()).isEmpty();
    }

    @Test
    void aFileThatIsNoTextIsQuarantined() throws IOException {
        Files.write(bundles.resolve("a.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(open().live().current().quarantined().get("a").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.expected()).isEqualTo("UTF-8 text"));
    }

    @Test
    void aDamagedManifestDoesNotStopTheStart() throws IOException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        open();
        Files.writeString(state.resolve("manifest"), "nonsense\n");

        assertThat(open().live().current().bundles()).containsOnlyKeys("a");
    }

    @Test
    void theWatchMakesAChangeLiveByItself() throws IOException, InterruptedException {
        write("a.yaml", bundle("a", "a.x", "/x"));
        BundleStore store = open();
        CountDownLatch changed = new CountDownLatch(1);
        store.live().onReplace(snapshot -> changed.countDown());

        try (Watch watch = new Watch("test", store::refresh, Duration.ofMillis(20))) {
            assertThat(watch).isNotNull();
            write("a.yaml", bundle("a", "a.x", "/x", "a.y", "/y"));

            assertThat(changed.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(store.live().current().size()).isEqualTo(2);
    }

    private BundleStore open() throws IOException {
        return BundleStore.open(bundles, state, REGIONS);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(bundles.resolve(file), text);
    }
}
