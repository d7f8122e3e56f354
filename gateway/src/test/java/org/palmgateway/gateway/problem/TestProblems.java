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
                        new RequestProblem.MalformedRequest("not-http"),
                        new RequestProblem.MalformedPath("EMPTY_SEGMENT"),
                        new RequestProblem.UnknownRegion(),
                        new RequestProblem.LaneRefused("lane-expired"),
                        new RequestProblem.LaneUnfit("lane-draft"),
                        new RequestProblem.RequestInvalid(List.of(new Problem.Mistake("/query/page", "is required"))),
                        new RequestProblem.RegionNeeded(Set.of("330200", "330100")),
                        new AccessProblem.TokenMissing("citizen"),
                        new AccessProblem.TokenRefused("expired"),
                        new AccessProblem.WrongAudience("official"),
                        new AccessProblem.InsufficientScope(Set.of("tax.write", "tax.read")),
                        new AccessProblem.RoleMissing(Set.of("governor", "chief")),
                        new AccessProblem.SubscriptionMissing(List.of("plan hz-health/basic")),
                        new AccessProblem.AssuranceTooLow(3, Set.of("face", "card")),
                        new AccessProblem.ProofRequired(),
                        new AccessProblem.ProofRefused("replayed"),
                        new AccessProblem.ExchangeRefused("zj-tax"),
                        new AccessProblem.LogoutRefused("expired"),
                        new AdminProblem.TooManyRevocations(),
                        new AdminProblem.NoSandbox(),
                        new AdminProblem.TooManyDryRuns(),
                        new AdminProblem.NotComposed("portal.home"),
                        new AdminProblem.IssuerNotManaged(),
                        new AdminProblem.IssuerFailed(),
                        new AdminProblem.UnknownApplication("app-clinic"),
                        new AdminProblem.ApplicationExists("app-clinic"),
                        new RequestProblem.UnknownPath(),
                        new RequestProblem.NotOffered("330106"),
                        new RequestProblem.WrongMethod(Set.of("POST", "GET")),
                        new RequestProblem.RequestTooSlow(),
                        new RequestProblem.ContentTooLarge(),
                        new RequestProblem.TargetTooLong(),
                        new RequestProblem.HeadersTooLarge(),
                        new RequestProblem.NotCached(),
                        new RequestProblem.RangeNotSatisfiable(1000),
                        new TrafficProblem.LimitExceeded(
                                new RateLimit("per-citizen", 60, Duration.ofMinutes(1), 0, Duration.ofSeconds(3))),
                        new AdminProblem.UnknownPolicy("region/330100"),
                        new AdminProblem.UnknownItem("override o-7"),
                        new AdminProblem.NotAllowed("an operator of hz-health, or of the province"),
                        new AdminProblem.OwnerInDirectory("hz-health"),
                        new AdminProblem.WrongStage("published", "in-review"),
                        new AdminProblem.TooMany("applications", 100),
                        new AdminProblem.NoRegistry(),
                        new AdminProblem.RegistryUnavailable(),
                        new AdminProblem.StaleVersion(8),
                        new AdminProblem.VersionNeeded(),
                        new AdminProblem.NotAcceptable(Set.of("application/json")),
                        new AdminProblem.WrongMediaType(Set.of("application/json")),
                        new AdminProblem.DocumentTooLarge(),
                        new AdminProblem.DocumentRefused(List.of(new Problem.Field("limits[0].burst", "0", "1 to 9"))),
                        new TrafficProblem.DeadlineExceeded("zj-tax"),
                        new TrafficProblem.DepartmentUnavailable(ProblemKind.DEPARTMENT_BUSY, "zj-tax", 2),
                        new TrafficProblem.DepartmentUnavailable(ProblemKind.DEPARTMENT_PAUSED, "zj-tax", 10),
                        new TrafficProblem.InMaintenance("zj-tax", "系统升级", "Upgrade", Instant.EPOCH, 60),
                        new AdminProblem.LimitsUnreachable(),
                        new ComposeProblem.AnsweredWithError("zj-tax", 500),
                        new ComposeProblem.Unreadable("zj-tax", "not-json"),
                        new ComposeProblem.NotCallable("zj-tax"),
                        new ComposeProblem.ValueMissing(ProblemKind.INPUT_MISSING, "/request/body/name"),
                        new ComposeProblem.ValueMissing(ProblemKind.RESULT_MISSING, "/branches/certificate/number"),
                        new ComposeProblem.ListTooLong(ProblemKind.INPUT_TOO_LONG, "/request/body/items", 20),
                        new ComposeProblem.ListTooLong(ProblemKind.RESULT_TOO_LONG, "/branches/household/members", 20),
                        new ComposeProblem.BodyTooLarge(1_048_576),
                        new AccessProblem.IdentityUnavailable(),
                        new RequestProblem.Internal()),
                Stream.of(ProblemKind.values())
                        .filter(kind -> kind.code().startsWith("department-"))
                        .filter(kind -> !WITH_TIME.contains(kind))
                        .map(kind -> new TrafficProblem.DepartmentFailed(kind, "zj-tax")));
    }
}
