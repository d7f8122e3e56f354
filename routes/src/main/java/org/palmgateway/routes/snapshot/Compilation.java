package org.palmgateway.routes.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.palmgateway.routes.bundle.BundleReading;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.index.IndexEdit;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Route;

/** One run of the compiler, on one thread. */
final class Compilation {

    private final Snapshot last;
    private final long revision;
    private final IndexEdit index;
    private final Map<String, CompiledBundle> bundles;
    private final TreeMap<String, Quarantine> quarantined;
    private final Map<String, CompiledRoute> routeIds = new HashMap<>();
    private final Map<String, String> departmentOwners = new HashMap<>();

    Compilation(Snapshot last) {
        this.last = last;
        this.revision = last.revision() + 1;
        this.index = last.index().edit();
        this.bundles = new HashMap<>(last.bundles());
        this.quarantined = new TreeMap<>(last.quarantined());
        last.bundles().values().forEach(this::claim);
    }

    Snapshot apply(List<? extends BundleChange> changes) {
        Map<String, Bundle> candidates = new LinkedHashMap<>();
        for (BundleChange change : changes) {
            quarantined.remove(change.owner());
            if (change instanceof BundleChange.Put put) {
                if (put.reading() instanceof BundleReading.Sound sound) {
                    candidates.put(change.owner(), sound.bundle());
                } else if (put.reading() instanceof BundleReading.Broken broken) {
                    quarantine(change.owner(), broken.problems(), Optional.empty());
                }
            } else {
                deactivate(change.owner());
            }
        }
        for (Quarantine quarantine : quarantined.values()) {
            quarantine.candidate().ifPresent(bundle -> candidates.put(quarantine.owner(), bundle));
        }
        activate(candidates);
        TrafficPolicies before = last.policies();
        TrafficPolicies policies =
                TrafficPolicies.compile(before.book(), last.regions(), before.at(), bundles.values());
        return new Snapshot(
                revision, last.regions(), index.finish(), bundles, quarantined, policies, last.subscriptions());
    }

    /** Activates what can be, again and again, since one owner may give up what another takes over. */
    private void activate(Map<String, Bundle> candidates) {
        boolean progress = true;
        while (progress && !candidates.isEmpty()) {
            progress = false;
            for (Iterator<Bundle> it = candidates.values().iterator(); it.hasNext(); ) {
                Bundle bundle = it.next();
                CompiledBundle compiled = CompiledBundle.of(bundle, revision);
                List<DocumentProblem> collisions = collisions(compiled);
                if (collisions.isEmpty()) {
                    deactivate(bundle.owner());
                    compiled.routes().values().forEach(index::add);
                    bundles.put(bundle.owner(), compiled);
                    claim(compiled);
                    quarantined.remove(bundle.owner());
                    it.remove();
                    progress = true;
                } else {
                    quarantine(bundle.owner(), collisions, Optional.of(bundle));
                }
            }
        }
    }

    private void deactivate(String owner) {
        CompiledBundle old = bundles.remove(owner);
        if (old != null) {
            old.routes().values().forEach(index::remove);
            routeIds.keySet().removeAll(old.routes().keySet());
            old.bundle().departments().forEach(department -> departmentOwners.remove(department.id()));
        }
    }

    private void claim(CompiledBundle bundle) {
        routeIds.putAll(bundle.routes());
        for (Department department : bundle.bundle().departments()) {
            departmentOwners.put(department.id(), bundle.bundle().owner());
        }
    }

    private void quarantine(String owner, List<DocumentProblem> problems, Optional<Bundle> candidate) {
        CompiledBundle live = bundles.get(owner);
        quarantined.put(owner, new Quarantine(owner, problems, live == null ? null : live.revision(), candidate));
    }

    private List<DocumentProblem> collisions(CompiledBundle candidate) {
        Bundle bundle = candidate.bundle();
        List<DocumentProblem> collisions = new ArrayList<>();
        for (Department department : bundle.departments()) {
            String other = departmentOwners.getOrDefault(department.id(), bundle.owner());
            if (!other.equals(bundle.owner())) {
                String expected = "an id of its own; " + other + " has a live department of that id";
                collisions.add(new DocumentProblem(bundle.owner(), 0, "departments.id", department.id(), expected));
            }
        }
        for (CompiledRoute route : candidate.routes().values()) {
            CompiledRoute same = routeIds.get(route.route().id());
            if (same != null && !same.owner().equals(bundle.owner())) {
                collisions.add(problem(
                        route.route(), "id", route.route().id(), "an id of its own; " + where(same) + " has it"));
            }
            index.conflict(route)
                    .ifPresent(other -> collisions.add(problem(
                            route.route(),
                            "match",
                            route.route().pattern() + " in " + route.route().region(),
                            "a method, path and region of its own; " + where(other) + " is live there")));
        }
        collisions.addAll(tooHeavy(candidate));
        return collisions;
    }

    private List<DocumentProblem> tooHeavy(CompiledBundle candidate) {
        TrafficPolicies before = last.policies();
        return Unmeetable.in(before.book(), last.regions(), before.at(), List.of(candidate)).stream()
                .map(found -> problem(
                        found.route().route(),
                        "policy.weight",
                        Integer.toString(found.weight()),
                        found.expectedWeight()))
                .distinct()
                .toList();
    }

    private static String where(CompiledRoute live) {
        return "route " + live.route().id() + " of " + live.owner() + " at "
                + live.route().origin();
    }

    private static DocumentProblem problem(Route route, String field, String value, String expected) {
        return new DocumentProblem(
                route.origin().file(), route.origin().line(), route.id() + "." + field, value, expected);
    }
}
