package org.palmgateway.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void everyKindHasAProblem() {
        assertThat(TestProblems.ofEveryKind().map(Problem::kind)).containsExactlyInAnyOrder(ProblemKind.values());
    }

    @Test
    void everyProblemIsAnErrorOfHttp() {
        assertThat(ProblemKind.values())
                .allSatisfy(kind -> assertThat(kind.status()).isBetween(400, 599));
    }

    @Test
    void codesAreWordsThatFitIntoAUrn() {
        assertThat(ProblemKind.values())
                .allSatisfy(kind -> assertThat(kind.code()).matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void setsAreListedInOrderSoThatTextsDoNotChangeFromRequestToRequest() {
        assertThat(new RequestProblem.WrongMethod(Set.of("POST", "GET", "DELETE")).arguments())
                .containsExactly("DELETE, GET, POST");
        assertThat(new RequestProblem.RegionNeeded(Set.of("330200", "330100")).arguments())
                .containsExactly("330100, 330200");
        assertThat(new AccessProblem.RoleMissing(Set.of("governor", "chief")).arguments())
                .containsExactly("chief, governor");
    }

    @Test
    void scopesAreListedAsRfc6749WritesThem() {
        assertThat(new AccessProblem.InsufficientScope(Set.of("tax.write", "tax.read")).arguments())
                .containsExactly("tax.read tax.write");
    }

    @Test
    void departmentsFailInTheirOwnKindsOnly() {
        assertThatThrownBy(() -> new TrafficProblem.DepartmentFailed(ProblemKind.INTERNAL, "zj-tax"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kind: INTERNAL (expected: one about a department)");
    }

    @Test
    void exceptionNamesTheCodeAndCostsNoStackTrace() {
        ProblemException exception = new ProblemException(new RequestProblem.UnknownPath());

        assertThat(exception).hasMessage("unknown-path");
        assertThat(exception.problem()).isEqualTo(new RequestProblem.UnknownPath());
        assertThat(exception.getStackTrace()).isEmpty();
    }
}
