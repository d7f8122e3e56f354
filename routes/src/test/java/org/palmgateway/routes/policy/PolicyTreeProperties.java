package org.palmgateway.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.JsonText;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.policy.Target.Kind;

class PolicyTreeProperties {

    record At(Kind kind, Policy policy) {}

    @Provide
    Arbitrary<At> policies() {
        return Arbitraries.of(Kind.class)
                .flatMap(kind -> PolicyArbitraries.policies(kind).map(policy -> new At(kind, policy)));
    }

    /** Of a plan its bundle alone says something. */
    @Provide
    Arbitrary<At> ofOperators() {
        return policies().filter(at -> at.kind() != Kind.PLAN);
    }

    @Property(tries = 500)
    void aPolicyThatIsWrittenDownIsReadAgain(@ForAll("policies") At at) {
        Problems problems = new Problems("written.json");

        Policy read =
                PolicyReader.read(TestPolicies.fields(JsonText.of(PolicyTree.of(at.policy())), problems), at.kind());

        assertThat(problems.found()).isEmpty();
        assertThat(read).isEqualTo(at.policy()).hasSameHashCodeAs(at.policy());
    }

    @Property
    void anOverrideThatIsWrittenDownIsReadAgain(
            @ForAll("ofOperators") At at,
            @ForAll @IntRange(min = 1, max = 100) int share,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
            @ForAll @IntRange(min = 0, max = 999_999_999) int nano,
            @ForAll @LongRange(min = 1, max = 7_776_000_000L) long millis) {
        Instant from = Instant.ofEpochSecond(second, nano);
        Terms terms = TestPolicies.terms("o-1", from, from.plus(Duration.ofMillis(millis)));
        boolean ofDepartment = at.policy().settings().set().stream().anyMatch(Setting::isOfDepartment);
        boolean empty = PolicyTree.of(at.policy()).isEmpty();
        Target target = new Target(at.kind(), "330100");

        assertReadAgain(
                empty
                        ? new TrafficOverride.OfBreaker(terms, "fund", "main", share < 50)
                        : new TrafficOverride.OfPolicy(terms, target, at.policy(), ofDepartment ? 100 : share));
        assertReadAgain(new TrafficOverride.Maintenance(terms, Target.department("fund"), "维护 \"中\"", "closed \\"));
    }

    private static void assertReadAgain(TrafficOverride override) {
        Problems problems = new Problems("written.json");
        @Nullable
        TrafficOverride read = OverrideReader.read(
                TestPolicies.fields(JsonText.of(PolicyTree.of(override)), problems), "o-1", "li", null);
        assertThat(problems.found()).isEmpty();
        assertThat(read).isEqualTo(override);
    }
}
