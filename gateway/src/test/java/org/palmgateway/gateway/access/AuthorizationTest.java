package org.palmgateway.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Audience;

class AuthorizationTest {

    private static final Access TAX =
            new Access(Audience.CITIZEN, Set.of("tax.read", "tax.write"), Set.of(), 0, false, false);
    private static final Access CASES =
            new Access(Audience.OFFICIAL, Set.of("cases.read"), Set.of("case-worker", "chief"), 0, false, false);

    @Test
    void signInOfTooLowAnAssuranceIsNotEnough() {
        Access access = new Access(Audience.CITIZEN, Set.of(), Set.of(), 2, false, false);

        assertThat(Authorization.decide(access, "citizen", Set.of(), Set.of(), 1))
                .contains(new AccessProblem.AssuranceTooLow(2, Set.of()));
        assertThat(Authorization.decide(access, "citizen", Set.of(), Set.of(), 2))
                .isEmpty();
    }

    @Test
    void publicRouteIsForEverybody() {
        assertThat(Authorization.decide(Access.OPEN, "", Set.of(), Set.of(), 0)).isEmpty();
    }

    @Test
    void rightAudienceWithAllScopesPasses() {
        assertThat(Authorization.decide(TAX, "citizen", Set.of("tax.read", "tax.write", "other"), Set.of(), 0))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"official", "governor", "public", "", "CITIZEN", "citizen "})
    void everyOtherAudienceIsRefused(String audience) {
        assertThat(Authorization.decide(TAX, audience, Set.of("tax.read", "tax.write"), Set.of(), 0))
                .contains(new AccessProblem.WrongAudience("citizen"));
    }

    @Test
    void oneMissingScopeIsEnoughToBeRefused() {
        assertThat(Authorization.decide(TAX, "citizen", Set.of("tax.read"), Set.of(), 0))
                .contains(new AccessProblem.InsufficientScope(Set.of("tax.read", "tax.write")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"case-worker", "chief"})
    void anyOneOfTheRolesIsEnough(String role) {
        assertThat(Authorization.decide(CASES, "official", Set.of("cases.read"), Set.of(role, "other"), 0))
                .isEmpty();
    }

    @Test
    void callerWithoutAnyOfTheRolesIsRefused() {
        assertThat(Authorization.decide(CASES, "official", Set.of("cases.read"), Set.of("clerk"), 0))
                .contains(new AccessProblem.RoleMissing(Set.of("case-worker", "chief")));
    }

    @Test
    void scopeIsNoRoleAndRoleIsNoScope() {
        assertThat(Authorization.decide(CASES, "official", Set.of("cases.read", "chief"), Set.of(), 0))
                .contains(new AccessProblem.RoleMissing(Set.of("case-worker", "chief")));
        assertThat(Authorization.decide(CASES, "official", Set.of(), Set.of("chief", "cases.read"), 0))
                .contains(new AccessProblem.InsufficientScope(Set.of("cases.read")));
    }

    @Test
    void audienceIsToldBeforeScopesAndScopesBeforeRoles() {
        assertThat(Authorization.decide(CASES, "citizen", Set.of(), Set.of(), 0))
                .contains(new AccessProblem.WrongAudience("official"));
        assertThat(Authorization.decide(CASES, "official", Set.of(), Set.of(), 0))
                .contains(new AccessProblem.InsufficientScope(Set.of("cases.read")));
    }

    @Test
    void routeThatAsksForTheAudienceOnlyLetsAllOfItPass() {
        Access access = new Access(Audience.GOVERNOR, Set.of(), Set.of(), 0, false, false);

        assertThat(Authorization.decide(access, "governor", Set.of(), Set.of(), 0))
                .isEqualTo(Optional.empty());
    }
}
