package org.palmgateway.gateway.problem;

import java.util.Set;
import java.util.stream.Stream;

/** One problem of every kind. */
public final class TestProblems {

    private TestProblems() {}

    public static Stream<Problem> ofEveryKind() {
        return Stream.concat(
                Stream.of(
                        new Problem.MalformedRequest("not-http"),
                        new Problem.MalformedPath("EMPTY_SEGMENT"),
                        new Problem.UnknownRegion(),
                        new Problem.RegionNeeded(Set.of("330200", "330100")),
                        new Problem.TokenMissing("citizen"),
                        new Problem.TokenRefused("expired"),
                        new Problem.WrongAudience("official"),
                        new Problem.InsufficientScope(Set.of("tax.write", "tax.read")),
                        new Problem.RoleMissing(Set.of("governor", "chief")),
                        new Problem.AssuranceTooLow(3, Set.of("face", "card")),
                        new Problem.ProofRequired(),
                        new Problem.ProofRefused("replayed"),
                        new Problem.ExchangeRefused("zj-tax"),
                        new Problem.LogoutRefused("expired"),
                        new Problem.TooManyRevocations(),
                        new Problem.IssuerNotManaged(),
                        new Problem.IssuerFailed(),
                        new Problem.UnknownApplication("app-clinic"),
                        new Problem.ApplicationExists("app-clinic"),
                        new Problem.UnknownPath(),
                        new Problem.NotOffered("330106"),
                        new Problem.WrongMethod(Set.of("POST", "GET")),
                        new Problem.RequestTooSlow(),
                        new Problem.ContentTooLarge(),
                        new Problem.TargetTooLong(),
                        new Problem.HeadersTooLarge(),
                        new Problem.IdentityUnavailable(),
                        new Problem.Internal()),
                Stream.of(ProblemKind.values())
                        .filter(kind -> kind.code().startsWith("department-"))
                        .map(kind -> new Problem.DepartmentFailed(kind, "zj-tax")));
    }
}
