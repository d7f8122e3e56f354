package org.palmgateway.gateway.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.compose.DryCall;
import org.palmgateway.gateway.compose.DryRun;
import org.palmgateway.gateway.compose.DryRuns;
import org.palmgateway.gateway.compose.SentRequest;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** Runs composed calls against the sandbox. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Dry run", description = "What a composed call would do, tried in the sandbox")
public final class DryRunApi {

    private static final Logger LOG = LoggerFactory.getLogger(DryRunApi.class);

    private final LiveSnapshot live;
    private final DryRuns runs;
    private final ProblemTexts texts = new ProblemTexts();

    /**
     * Makes the API.
     *
     * @param live where the snapshot in use is found
     * @param runs makes dry runs
     */
    public DryRunApi(LiveSnapshot live, DryRuns runs) {
        this.live = live;
        this.runs = runs;
    }

    /** What came of it: the answer that a caller would get, or why it would get none, and what was sent to the sandbox. */
    record DryRunView(
            @Nullable String route,
            int status,
            @Nullable @Schema(type = "object") JsonNode answer,
            @Nullable ProblemView problem,
            int sent,
            List<SentRequest> requests) {}

    /** Why the call would fail, and on account of which branch. */
    record ProblemView(
            String code,
            int status,
            String detail,
            @Nullable String branch) {}

    @PostMapping(path = "/dry-run", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Run a composed call against the sandbox, and see what it sends and answers",
            description =
                    "The body holds method, path, query, region, headers, body and caller: subject, audience, application, roles,"
                            + " scopes, assurance, claims. Only path is needed; without caller nobody has signed in. No department is"
                            + " called and no limit charged. requests are the first hundred, and long texts in them are cut.")
    Mono<DryRunView> run(@RequestBody String body, Principal operator) {
        return Mono.fromCallable(() -> DryCallReader.read(body))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(call -> run(call, operator.getName()));
    }

    private Mono<DryRunView> run(DryCall call, String operator) {
        return runs.run(live.current(), call).map(run -> {
            // Neither the path nor for whom: the log is no record of citizens, not even of made-up ones.
            LOG.info("{} made a dry run of route {}: {}", operator, run.route(), run.status());
            return view(run);
        });
    }

    private DryRunView view(DryRun run) {
        @Nullable Problem problem = run.problem();
        return new DryRunView(
                run.route(),
                run.status(),
                run.answer(),
                problem == null ? null : view(problem),
                run.sent(),
                run.requests());
    }

    private ProblemView view(Problem problem) {
        return new ProblemView(
                problem.kind().code(),
                problem.kind().status(),
                texts.detail(problem, Locale.ENGLISH),
                problem instanceof ComposeProblem.OfBranch of ? of.branch() : null);
    }
}
