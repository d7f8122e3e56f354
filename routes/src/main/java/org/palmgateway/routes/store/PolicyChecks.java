package org.palmgateway.routes.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.Policy;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Source;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.policy.Tightening;
import org.palmgateway.routes.policy.TrafficOverride;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.snapshot.Snapshot;

/** What is wrong with changes of the book, beyond what one document shows. A pure function of snapshot and book. */
final class PolicyChecks {

    private final Snapshot snapshot;
    private final PolicyBook book;
    private final PolicyBook next;
    private final Instant now;
    private final List<DocumentProblem> problems = new ArrayList<>();

    private PolicyChecks(Snapshot snapshot, PolicyBook book, PolicyBook next, Instant now) {
        this.snapshot = snapshot;
        this.book = book;
        this.next = next;
        this.now = now;
    }

    static List<DocumentProblem> of(Snapshot snapshot, PolicyBook book, PolicyBook next, PolicyEdit edit, Instant now) {
        PolicyChecks checks = new PolicyChecks(snapshot, book, next, now);
        checks.present("author", edit.author());
        checks.present("reason", edit.reason());
        for (Change change : edit.changes()) {
            if (change instanceof Change.OfPolicy policy && policy.policy() != null) {
                checks.check(policy.target(), policy.policy(), policy.target().toString(), "");
            } else if (change instanceof Change.OfOverride override && override.override() != null) {
                checks.check(override.override());
                if (!(edit.expected() instanceof PolicyEdit.Expected.OfBook)) {
                    checks.isNew(override.id());
                }
            }
        }
        return checks.problems;
    }

    private void present(String field, String value) {
        if (value.isBlank()) {
            problem("change", field, "", "a text that is not blank");
        }
    }

    /** Who has not seen the book cannot mean to replace what is there. */
    private void isNew(String id) {
        if (book.overrides().containsKey(id)) {
            problem("override", "id", id, "an id that no other override has");
        }
    }

    private void check(TrafficOverride override) {
        present("author", override.terms().author());
        present("reason", override.terms().reason());
        if (!override.terms().until().isAfter(now)) {
            problem("override", "until", override.terms().until().toString(), "a time to come");
        }
        if (override instanceof TrafficOverride.OfPolicy policy) {
            check(policy.target(), policy.policy(), "override", "policy.");
        } else if (override instanceof TrafficOverride.OfBreaker breaker) {
            department(breaker.department())
                    .ifPresentOrElse(
                            department -> hasUpstream(department, breaker.upstream()),
                            () -> problem("override", "department", breaker.department(), "a department that is live"));
        } else {
            exists(override.target(), "override");
        }
        for (TrafficOverride other : next.overrides().values()) {
            if (!other.terms().id().equals(override.terms().id()) && override.conflictsWith(other)) {
                problem(
                        "override",
                        "target",
                        override.target().toString(),
                        "something that override " + other.terms().id() + " by "
                                + other.terms().author() + " does not say otherwise until "
                                + other.terms().until() + "; end that one first");
            }
        }
    }

    private void hasUpstream(Department department, String upstream) {
        List<String> known = department.upstreams().stream().map(Upstream::id).toList();
        if (!known.contains(upstream)) {
            problem("override", "upstream", upstream, "one of " + String.join(", ", known));
        }
    }

    private void check(Target target, Policy policy, String document, String at) {
        if (exists(target, document)) {
            problems.addAll(Tightening.problems(policy, above(target), document, at));
        }
    }

    private boolean exists(Target target, String document) {
        boolean exists = switch (target.kind()) {
            case REGION -> snapshot.regions().region(target.id()).isPresent();
            case DEPARTMENT -> department(target.id()).isPresent();
            case ROUTE -> route(target.id()).isPresent();
            // Applications are known to the identity provider.
            case APPLICATION -> true;
            case PLAN -> false;
        };
        if (!exists) {
            problem(document, "target", target.toString(), "a " + target.kind().word() + " that is live");
        }
        return exists;
    }

    private void problem(String document, String field, String value, String expected) {
        problems.add(new DocumentProblem(document, 0, field, value, expected));
    }

    private Optional<Department> department(String id) {
        return snapshot.bundles().values().stream()
                .flatMap(bundle -> bundle.bundle().departments().stream())
                .filter(department -> department.id().equals(id))
                .findAny();
    }

    private Optional<CompiledRoute> route(String id) {
        return snapshot.bundles().values().stream()
                .flatMap(bundle -> Stream.ofNullable(bundle.routes().get(id)))
                .findAny();
    }

    /** Returns the limits of the places above one, most general last. */
    private List<PlacedLimit> above(Target target) {
        return switch (target.kind()) {
            case REGION -> ofRegions(target.id(), 1);
            case DEPARTMENT ->
                department(target.id())
                        .map(department -> ofRegions(department.region(), 0))
                        .orElseGet(List::of);
            case ROUTE -> route(target.id()).map(this::aboveRoute).orElseGet(List::of);
            case APPLICATION, PLAN -> List.of();
        };
    }

    private List<PlacedLimit> aboveRoute(CompiledRoute route) {
        Department department = route.department();
        Target target = Target.department(department.id());
        List<PlacedLimit> limits = new ArrayList<>(ofBook(target));
        for (Limit limit : department.policy().limits()) {
            // The operators' limit of the same id stands in for the bundle's.
            if (limits.stream().noneMatch(placed -> placed.limit().id().equals(limit.id()))) {
                limits.add(
                        new PlacedLimit(target, limit, new Source(target.toString(), "bundle " + department.origin())));
            }
        }
        limits.addAll(ofRegions(route.route().region(), 0));
        return limits;
    }

    private List<PlacedLimit> ofRegions(String code, int skipped) {
        return snapshot.regions().chain(code).map(RegionChain::codes).orElseGet(List::of).stream()
                .skip(skipped)
                .flatMap(region -> ofBook(Target.region(region)).stream())
                .toList();
    }

    private List<PlacedLimit> ofBook(Target target) {
        return next.at(target)
                .map(entry -> entry.policy().limits().stream()
                        .map(limit -> new PlacedLimit(
                                target, limit, new Source(target.toString(), "version " + entry.version())))
                        .toList())
                .orElseGet(List::of);
    }
}
