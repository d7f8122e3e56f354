package org.palmgateway.gateway.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.limit.BucketKey;
import org.palmgateway.gateway.limit.LimitCounts;
import org.palmgateway.gateway.limit.Limits;
import org.palmgateway.gateway.limit.Subject;
import org.palmgateway.gateway.limit.Subjects;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.protect.BreakerReading;
import org.palmgateway.gateway.protect.DepartmentLoad;
import org.palmgateway.gateway.protect.Departments;
import org.palmgateway.gateway.protect.UpstreamState;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.policy.EffectivePolicy;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.PolicyTree;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Shows how limits, breakers and departments stand on this node, and fills one subject's limit. */
@RestController
@RequestMapping(path = "/api/traffic", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Traffic", description = "How limits, breakers and departments stand now, on this node")
public final class TrafficApi {

    private static final Logger LOG = LoggerFactory.getLogger(TrafficApi.class);

    private final LiveSnapshot live;
    private final Limits limits;
    private final LimitCounts counts;
    private final Departments departments;

    /**
     * Makes the API.
     *
     * @param live where the policies in force are found
     * @param limits the buckets
     * @param counts what became of requests at each limit
     * @param departments how busy and how well each department is
     */
    public TrafficApi(LiveSnapshot live, Limits limits, LimitCounts counts, Departments departments) {
        this.live = live;
        this.limits = limits;
        this.counts = counts;
        this.departments = departments;
    }

    /** All limits: how they are kept, how many buckets this node holds, and each with its numbers. */
    record LimitsView(String mode, long buckets, List<LimitView> limits) {}

    /** A limit: what it says, who says it, and what became of requests on this node since it started. */
    record LimitView(
            String name, Map<String, Object> limit, String source, long admitted, long rejected, long shadowed) {}

    /** A department that was called of late. */
    record DepartmentView(
            String department,
            int concurrencyLimit,
            int callsUnderWay,
            long requestsOfLate,
            long retriesOfLate,
            List<UpstreamView> upstreams) {}

    /** An upstream: its breaker, whether an operator holds it open or closed, and whether it is ejected. */
    record UpstreamView(
            String upstream,
            String breaker,
            @Nullable String forced,
            int calls,
            double failureRate,
            double slowRate,
            long notPermitted,
            long millisUntilProbe,
            int callsUnderWay,
            int failuresInARow,
            boolean ejected) {}

    /** A subject's bucket that was filled. */
    record ResetView(String limit, String subject) {}

    @GetMapping("/limits")
    @Operation(summary = "Every limit in force, and what became of requests at it on this node")
    Mono<LimitsView> limits() {
        return Mono.fromCallable(() -> new LimitsView(
                        limits.mode(),
                        limits.size(),
                        placed(live.current()).values().stream().map(this::view).toList()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private LimitView view(PlacedLimit placed) {
        LimitCounts.Count count = counts.of(placed.name());
        return new LimitView(
                placed.name(),
                PolicyTree.of(placed.limit()),
                placed.source().toString(),
                count.admitted(),
                count.rejected(),
                count.shadowed());
    }

    private static Map<String, PlacedLimit> placed(Snapshot snapshot) {
        Map<String, PlacedLimit> placed = new TreeMap<>();
        snapshot.policies()
                .all()
                .forEach(policy -> policy.all().stream()
                        .map(EffectivePolicy::limits)
                        .forEach(each -> each.forEach(limit -> placed.put(limit.name(), limit))));
        return placed;
    }

    @GetMapping("/departments")
    @Operation(summary = "Every department that was called of late: calls at once, retries, breakers, ejections")
    Mono<List<DepartmentView>> departments() {
        return Mono.fromCallable(() -> departments.all().stream()
                        .sorted(Comparator.comparing(DepartmentLoad::department))
                        .map(this::view)
                        .toList())
                .subscribeOn(Schedulers.boundedElastic());
    }

    private DepartmentView view(DepartmentLoad load) {
        return new DepartmentView(
                load.department(),
                load.concurrency().limit(),
                load.concurrency().inFlight(),
                load.retries().requests(),
                load.retries().retries(),
                load.upstreams().stream()
                        .sorted(Comparator.comparing(UpstreamState::id))
                        .map(upstream -> view(load.department(), upstream))
                        .toList());
    }

    private UpstreamView view(String department, UpstreamState upstream) {
        BreakerReading reading = upstream.breaker().reading();
        @Nullable Boolean forced = live.current().policies().forcedOpen(department, upstream.id());
        return new UpstreamView(
                upstream.id(),
                reading.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                forced == null ? null : forced ? "open" : "closed",
                reading.calls(),
                reading.failureRate(),
                reading.slowRate(),
                reading.notPermitted(),
                reading.untilProbe().toMillis(),
                upstream.inFlight(),
                upstream.failuresInARow(),
                upstream.isEjected());
    }

    @PostMapping(path = "/limits/reset", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Fill one subject's bucket of a limit",
            description =
                    "The body holds limit, as /api/traffic/limits names it, and subject: for each word of the limit's per its"
                            + " value. A citizen is issuer and subject with a space between them; citizen-at and application-at stand"
                            + " for callers without a token, by address.")
    Mono<ResetView> reset(@RequestBody String body, Principal operator) {
        return Mono.fromCallable(() -> {
                    Map<String, PlacedLimit> placed = placed(live.current());
                    return PolicyDocuments.read(body, fields -> key(fields, placed));
                })
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(key -> reset(key, operator.getName()));
    }

    private Mono<ResetView> reset(BucketKey key, String operator) {
        return limits.reset(key)
                .onErrorMap(error -> new ProblemException(new AdminProblem.LimitsUnreachable()))
                .then(Mono.fromCallable(() -> {
                    // Not for whom: the log is no record of citizens.
                    LOG.info("{} filled one subject's bucket of limit {}", operator, key.limit());
                    return new ResetView(key.limit(), key.subject());
                }));
    }

    private static @Nullable BucketKey key(FieldReader fields, Map<String, PlacedLimit> placed) {
        @Nullable
        PlacedLimit limit = fields.required("limit", name -> {
            PlacedLimit found = placed.get(name);
            if (found == null) {
                throw new IllegalArgumentException("the name of a limit in force");
            }
            return found;
        });
        FieldReader named = fields.mapping("subject");
        fields.end();
        @Nullable
        Subject subject =
                limit == null ? null : SubjectReader.read(named, limit.limit().per());
        return limit == null || subject == null
                ? null
                : Subjects.demands(List.of(limit), 1, subject).get(0).key();
    }
}
