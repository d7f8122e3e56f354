package org.palmgateway.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @ValueSource(strings = {"region/330000", "department/fund", "route/fund.balance", "application/https://app/x"})
    void aTargetThatIsWrittenDownIsReadAgain(String text) {
        assertThat(Target.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "region", "region/", "/330000", "Region/330000", "application/a b", "application/张"})
    void otherTextsAreNoTargets(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Target.of(text));
    }

    @Test
    void targetsAreOrderedFromTheMostGeneralOne() {
        TreeSet<Target> targets = new TreeSet<>(List.of(
                Target.application("a"),
                Target.route("a"),
                Target.department("b"),
                Target.department("a"),
                Target.region("z")));

        assertThat(targets)
                .extracting(Target::toString)
                .containsExactly("region/z", "department/a", "department/b", "route/a", "application/a");
    }
}
