package org.palmgateway.routes.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;
import org.palmgateway.routes.snapshot.TestBundles;

class RetirementTest {

    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final Duration NOTICE = Duration.ofDays(30);
    private static final String NO_OTHER = "";

    private static Snapshot snapshot(String text) {
        Snapshot empty = Snapshot.empty(Divisions.zhejiang());
        return new SnapshotCompiler()
                .compile(
                        empty,
                        List.of(new BundleChange.Put(new BundleReader(empty.regions()).read("a", "a.yaml", text))));
    }

    private static String bundle(String life, String... idsAndPaths) {
        return TestBundles.bundle("a", idsAndPaths) + (life.isEmpty() ? "" : "    life: " + life + "\n");
    }

    private static List<DocumentProblem> problems(String before, String after) {
        return new Retirement(NOTICE).problems(snapshot(before), snapshot(after), "a", "a.yaml", NOW);
    }

    private static String deprecated(String sunset) {
        return "{ deprecated: \"2026-01-01T00:00:00Z\"" + (sunset.isEmpty() ? "" : ", sunset: \"" + sunset + "\"")
                + " }";
    }

    @Test
    void whatIsCalledMayNotGoWithoutNotice() {
        String before = bundle(NO_OTHER, "a.y", "/y", "a.x", "/x/{id}");

        assertThat(problems(before, bundle(NO_OTHER, "a.y", "/y")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.value()).contains("GET /x/{id} in 330000", "a.x"));
    }

    @Test
    void anotherPathIsTheEndOfTheFirst() {
        assertThat(problems(bundle(NO_OTHER, "a.x", "/x/1"), bundle(NO_OTHER, "a.x", "/x/2")))
                .hasSize(1);
    }

    @Test
    void anotherNameForARouteOrItsVariablesIsNoEnd() {
        assertThat(problems(bundle(NO_OTHER, "a.x", "/x/{id}"), bundle(NO_OTHER, "a.other", "/x/{number}")))
                .isEmpty();
    }

    @Test
    void itMayGoWhenItsSunsetHasPassed() {
        String rest = bundle(NO_OTHER, "a.y", "/y");

        assertThat(problems(bundle(deprecated("2026-12-01T00:00:00Z"), "a.y", "/y", "a.x", "/x"), rest))
                .isEmpty();
        assertThat(problems(bundle(deprecated("2026-12-01T00:00:01Z"), "a.y", "/y", "a.x", "/x"), rest))
                .hasSize(1);
        assertThat(problems(bundle(deprecated(""), "a.y", "/y", "a.x", "/x"), rest))
                .hasSize(1);
    }

    @Test
    void aSunsetThatIsNewHasToLieAhead() {
        String before = bundle(NO_OTHER, "a.x", "/x");

        assertThat(problems(before, bundle(deprecated("2026-12-31T00:00:00Z"), "a.x", "/x")))
                .isEmpty();
        assertThat(problems(before, bundle(deprecated("2026-12-30T23:59:59Z"), "a.x", "/x")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("routes.a.x.life.sunset"));
    }

    @Test
    void aSunsetThatWasNamedStays() {
        String close = bundle(deprecated("2026-12-02T00:00:00Z"), "a.x", "/x");

        assertThat(problems(close, close)).isEmpty();
        assertThat(problems(close, bundle(deprecated("2026-12-01T12:00:00Z"), "a.x", "/x")))
                .hasSize(1);
    }

    @Test
    void withoutNoticeEverythingMayGo() {
        Snapshot before = snapshot(bundle(NO_OTHER, "a.y", "/y", "a.x", "/x"));
        Snapshot after = snapshot(bundle(NO_OTHER, "a.y", "/y"));

        assertThat(new Retirement(Duration.ZERO).problems(before, after, "a", "a.yaml", NOW))
                .isEmpty();
    }
}
