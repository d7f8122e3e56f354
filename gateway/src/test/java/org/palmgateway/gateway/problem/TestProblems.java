package org.palmgateway.gateway.problem;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One problem of every kind. */
public final class TestProblems {

    private static final Set<ProblemKind> WITH_TIME =
            Set.of(ProblemKind.DEPARTMENT_BUSY, ProblemKind.DEPARTMENT_PAUSED, ProblemKind.DEPARTMENT_IN_MAINTENANCE);

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
                        new Problem.LimitExceeded(
                                new RateLimit("per-citizen", 60, Duration.ofMinutes(1), 0, Duration.ofSeconds(3))),
                        new Problem.UnknownPolicy("region/330100"),
                        new Problem.UnknownItem("override o-7"),
                        new Problem.StaleVersion(8),
                        new Problem.VersionNeeded(),
                        new Problem.NotAcceptable(Set.of("application/json")),
                        new Problem.WrongMediaType(Set.of("application/json")),
                        new Problem.DocumentTooLarge(),
                        new Problem.DocumentRefused(List.of(new Problem.Field("limits[0].burst", "0", "1 to 9"))),
                        new Problem.DeadlineExceeded("zj-tax"),
                        new Problem.DepartmentUnavailable(ProblemKind.DEPARTMENT_BUSY, "zj-tax", 2),
                        new Problem.DepartmentUnavailable(ProblemKind.DEPARTMENT_PAUSED, "zj-tax", 10),
                        new Problem.InMaintenance("zj-tax", "系统升级", "Upgrade", Instant.EPOCH, 60),
                        new Problem.LimitsUnreachable(),
                        new Problem.IdentityUnavailable(),
                        new Problem.Internal()),
                Stream.of(ProblemKind.values())
                        .filter(kind -> kind.code().startsWith("department-"))
                        .filter(kind -> !WITH_TIME.contains(kind))
                        .map(kind -> new Problem.DepartmentFailed(kind, "zj-tax")));
    }
}
