package org.palmgateway.gateway.admin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.policy.Policy;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.PolicyReader;
import org.palmgateway.routes.policy.PolicyTree;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.snapshot.PolicyDifference;
import org.palmgateway.routes.store.PolicyEdit;
import org.palmgateway.routes.store.PolicyOutcome;
import org.palmgateway.routes.store.PolicyStore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads and changes policies. */
@RestController
@RequestMapping(path = "/api/policies", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Policies", description = "What is said about traffic, at which place, since when and by whom")
public final class PolicyApi {

    private final PolicyStore store;

    /**
     * Makes the API.
     *
     * @param store keeps the policies
     */
    public PolicyApi(PolicyStore store) {
        this.store = store;
    }

    /** The policy of one place; its version is its entity tag. */
    record PolicyView(String target, long version, Map<String, Object> policy) {
        static PolicyView of(Target target, PolicyBook.Entry entry) {
            return new PolicyView(target.toString(), entry.version(), PolicyTree.of(entry.policy()));
        }
    }

    /** All policies; the book's version is its entity tag. */
    record BookView(long version, List<PolicyView> policies) {}

    /** What a change means: for how many and which routes, what differs. */
    record ChangeView(long version, boolean dryRun, List<PolicyDifference> differences) {}

    private record Wish(String reason, @Nullable Policy policy, long version) {}

    @GetMapping
    @Operation(summary = "All policies of operators")
    Mono<ResponseEntity<BookView>> all() {
        return Mono.fromCallable(() -> view(store.book())).subscribeOn(Schedulers.boundedElastic());
    }

    private static ResponseEntity<BookView> view(PolicyBook book) {
        List<PolicyView> policies = book.policies().entrySet().stream()
                .map(entry -> PolicyView.of(entry.getKey(), entry.getValue()))
                .toList();
        return ResponseEntity.ok().eTag(Versions.tag(book.version())).body(new BookView(book.version(), policies));
    }

    @GetMapping("/{kind}/{id}")
    @Operation(summary = "The policy of one place: kind is region, department, route or application")
    ResponseEntity<PolicyView> one(@PathVariable String kind, @PathVariable String id) {
        Target target = target(kind, id);
        PolicyBook.Entry entry = store.book()
                .at(target)
                .orElseThrow(() -> new ProblemException(new AdminProblem.UnknownPolicy(target.toString())));
        return ResponseEntity.ok().eTag(Versions.tag(entry.version())).body(PolicyView.of(target, entry));
    }

    @PutMapping(path = "/{kind}/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Set the policy of one place, or with dry-run learn what that would mean",
            description = "The body holds reason and policy. If-Match names the version that the change starts from;"
                    + " If-None-Match: * says that there is none yet. Live when the answer arrives.")
    Mono<ResponseEntity<ChangeView>> put(
            @PathVariable String kind,
            @PathVariable String id,
            @Parameter(description = "Only tell what would differ")
                    @RequestParam(name = "dry-run", defaultValue = "false")
                    boolean dryRun,
            @RequestBody String body,
            @RequestHeader HttpHeaders headers,
            ServerHttpRequest request,
            Principal operator) {
        ChangeQuery.check(request, "dry-run");
        Target target = newTarget(kind, id);
        Wish wish = PolicyDocuments.read(body, fields -> wish(fields, target));
        return change(
                new Change.OfPolicy(target, wish.policy()),
                Versions.ofPolicy(headers),
                operator.getName(),
                wish.reason(),
                dryRun);
    }

    @DeleteMapping("/{kind}/{id}")
    @Operation(summary = "Take the policy of one place away, or with dry-run learn what that would mean")
    Mono<ResponseEntity<ChangeView>> delete(
            @PathVariable String kind,
            @PathVariable String id,
            @RequestParam(name = "dry-run", defaultValue = "false") boolean dryRun,
            @Parameter(description = "Why") @RequestParam String reason,
            @RequestHeader HttpHeaders headers,
            ServerHttpRequest request,
            Principal operator) {
        ChangeQuery.check(request, "dry-run", "reason");
        Target target = target(kind, id);
        if (store.book().at(target).isEmpty()) {
            throw new ProblemException(new AdminProblem.UnknownPolicy(target.toString()));
        }
        return change(
                new Change.OfPolicy(target, null),
                Versions.ofPolicy(headers),
                operator.getName(),
                PolicyDocuments.reasonInQuery(reason),
                dryRun);
    }

    private static @Nullable Wish wish(FieldReader fields, Target target) {
        @Nullable String reason = fields.required("reason", PolicyDocuments::reason);
        if (!fields.has("policy")) {
            fields.problem("policy", "", "a mapping with what holds at " + target);
        }
        Policy policy = PolicyReader.read(fields.mapping("policy"), target.kind());
        fields.end();
        return reason == null ? null : new Wish(reason, policy, 0);
    }

    @PostMapping(path = "/rollback", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Go back to what an earlier version said",
            description =
                    "The body holds version and reason; If-Match names the version of the book, as /api/policies gives it."
                            + " This makes a new version. Overrides that have ended since stay ended.")
    Mono<ResponseEntity<ChangeView>> rollback(
            @RequestParam(name = "dry-run", defaultValue = "false") boolean dryRun,
            @RequestBody String body,
            @RequestHeader HttpHeaders headers,
            ServerHttpRequest request,
            Principal operator) {
        ChangeQuery.check(request, "dry-run");
        Wish wish = PolicyDocuments.read(body, fields -> {
            @Nullable String reason = fields.required("reason", PolicyDocuments::reason);
            @Nullable Long version = fields.required("version", text -> Scalars.whole(text, 0, 1_000_000_000_000L));
            fields.end();
            return reason == null || version == null ? null : new Wish(reason, null, version);
        });
        PolicyEdit.Expected expected = Versions.ofBook(headers);
        // Waits for whoever is changing the book.
        return Mono.fromCallable(() -> store.backTo(wish.version())
                        .orElseThrow(
                                () -> new ProblemException(new AdminProblem.UnknownItem("version " + wish.version()))))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(changes -> change(changes, expected, operator.getName(), wish.reason(), dryRun, true));
    }

    @GetMapping("/history")
    @Operation(summary = "The versions of the book, the newest first: what changed, by whom and why")
    Mono<List<RevisionView>> history(
            @Parameter(description = "The most to return, 1 to 1000") @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > 1000) {
            throw new ProblemException(new RequestProblem.MalformedRequest("page"));
        }
        return Mono.fromCallable(() -> store.history().stream()
                        .limit(limit)
                        .map(RevisionView::of)
                        .toList())
                .subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<ResponseEntity<ChangeView>> change(
            Change change, PolicyEdit.Expected expected, String author, String reason, boolean dryRun) {
        return change(List.of(change), expected, author, reason, dryRun, false);
    }

    private Mono<ResponseEntity<ChangeView>> change(
            List<Change> changes,
            PolicyEdit.Expected expected,
            String author,
            String reason,
            boolean dryRun,
            boolean ofBook) {
        PolicyEdit edit = new PolicyEdit(changes, expected, author, reason);
        Callable<ResponseEntity<ChangeView>> work = () -> {
            PolicyOutcome.Sound done = PolicyDocuments.sound(dryRun ? store.propose(edit) : store.change(edit));
            ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
            boolean there = ofBook || (changes.get(0) instanceof Change.OfPolicy policy && policy.policy() != null);
            if (!dryRun && there) {
                answer.eTag(Versions.tag(done.book().version()));
            }
            return answer.body(new ChangeView(done.book().version(), dryRun, done.differences()));
        };
        // Compiles, and writes to the disk.
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }

    private static Target target(String kind, String id) {
        try {
            return Target.of(kind + "/" + id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new AdminProblem.UnknownPolicy(kind + "/" + id));
        }
    }

    private static Target newTarget(String kind, String id) {
        try {
            return Target.of(kind + "/" + id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new AdminProblem.DocumentRefused(
                    List.of(new Problem.Field("target", kind + "/" + id, String.valueOf(e.getMessage())))));
        }
    }
}
