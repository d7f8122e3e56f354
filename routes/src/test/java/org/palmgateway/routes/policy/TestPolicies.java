package org.palmgateway.routes.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.document.Document;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.policy.Limit.Mode;
import org.palmgateway.routes.policy.Target.Kind;

/** Writes policies and overrides in few words. */
public final class TestPolicies {

    private TestPolicies() {}

    /** Reads a sound policy in YAML. */
    public static Policy policy(Kind kind, String yaml) {
        Problems problems = new Problems("test.yaml");
        Policy policy = PolicyReader.read(fields(yaml, problems), kind);
        if (!problems.found().isEmpty()) {
            throw new IllegalArgumentException(problems.found().toString());
        }
        return policy;
    }

    /** Returns what is wrong with a policy in YAML. */
    static List<DocumentProblem> problems(Kind kind, String yaml) {
        Problems problems = new Problems("test.yaml");
        PolicyReader.read(fields(yaml, problems), kind);
        return problems.found();
    }

    /** Reads a sound override in YAML, made at the clock's start by {@code li}. */
    public static TrafficOverride override(String id, String yaml) {
        Problems problems = new Problems("test.yaml");
        @Nullable TrafficOverride override = OverrideReader.read(fields(yaml, problems), id, "li", MovableClock.START);
        if (override == null || !problems.found().isEmpty()) {
            throw new IllegalArgumentException(problems.found().toString());
        }
        return override;
    }

    static FieldReader fields(String yaml, Problems problems) {
        return Document.read(yaml, 100_000, problems, "a mapping")
                .orElseThrow(() -> new IllegalArgumentException(problems.found().toString()));
    }

    /** Returns an enforced limit per citizen whose burst is its permits. */
    public static Limit limit(String id, long permits, Duration window) {
        return new Limit(id, permits, window, permits, EnumSet.of(Dimension.CITIZEN), Mode.ENFORCE);
    }

    static Limit limit(String id, long permits, Duration window, long burst, Set<Dimension> per, Mode mode) {
        return new Limit(id, permits, window, burst, per, mode);
    }

    /** Returns a policy of limits. */
    public static Policy limits(Limit... limits) {
        return new Policy(List.of(limits), Settings.NONE);
    }

    static <T> Policy setting(Setting<T> setting, T value) {
        return new Policy(List.of(), Settings.NONE.with(setting, value));
    }

    static TrafficOverride.OfPolicy override(String id, Target target, Policy policy, int share) {
        return new TrafficOverride.OfPolicy(terms(id), target, policy, share);
    }

    static Terms terms(String id) {
        return terms(id, MovableClock.START, MovableClock.START.plus(Duration.ofHours(1)));
    }

    static Terms terms(String id, Instant from, Instant until) {
        return new Terms(id, "li", "peak", from, until);
    }
}
