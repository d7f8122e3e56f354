package org.palmgateway.routes.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.policy.Inheritances;
import org.palmgateway.routes.policy.Layer;
import org.palmgateway.routes.policy.Place;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.RoutePolicy;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.policy.TrafficOverride;
import org.palmgateway.routes.region.RegionTree;

/**
 * The effective policy of every route, worked out when the snapshot is made.
 *
 * <p>Routes of which nothing is said share one policy with the others of their department and region, so there are about as many as
 * departments. Immutable; a request looks its own up by two keys.
 */
public final class TrafficPolicies {

    private final PolicyBook book;
    private final Instant at;
    private final Map<Group, RoutePolicy> ofGroups = new HashMap<>();
    private final Map<String, RoutePolicy> ofRoutes = new HashMap<>();
    private final Map<String, RoutePolicy> ofApplications = new HashMap<>();
    private final Map<Target, List<TrafficOverride.Maintenance>> closed = new HashMap<>();
    private final Map<Forced, Boolean> forced = new HashMap<>();

    /** Routes of one department in one region. */
    record Group(String department, String region) {
        static Group of(CompiledRoute route) {
            return new Group(route.department().id(), route.route().region());
        }
    }

    private record Forced(String department, String upstream) {}

    private boolean uniform = true;

    private TrafficPolicies(PolicyBook book, Instant at) {
        this.book = book;
        this.at = at;
    }

    /** Works out the policies of all routes of some bundles. */
    static TrafficPolicies compile(
            PolicyBook book, RegionTree regions, Instant at, Collection<CompiledBundle> bundles) {
        TrafficPolicies policies = new TrafficPolicies(book, at);
        Inheritances inheritances = new Inheritances(book, regions, at);
        policies.takeOverrides();
        for (CompiledBundle bundle : bundles) {
            bundle.groups()
                    .forEach((group, route) -> policies.ofGroups.put(group, inheritances.of(place(route, null))));
        }
        policies.takeOutspoken(inheritances, bundles);
        return policies;
    }

    /** Works out the policies of applications, and of those routes alone that something is said of. */
    static TrafficPolicies ofOutspoken(
            PolicyBook book, RegionTree regions, Instant at, Collection<CompiledBundle> bundles) {
        TrafficPolicies policies = new TrafficPolicies(book, at);
        policies.takeOutspoken(new Inheritances(book, regions, at), bundles);
        return policies;
    }

    private void takeOutspoken(Inheritances inheritances, Collection<CompiledBundle> bundles) {
        for (CompiledBundle bundle : bundles) {
            bundle.outspoken().forEach(route -> add(inheritances, route));
        }
        Set<Target> spoken = new HashSet<>(book.policies().keySet());
        book.overrides().values().stream()
                .filter(TrafficOverride.OfPolicy.class::isInstance)
                .forEach(override -> spoken.add(override.target()));
        for (Target target : spoken) {
            if (target.kind() == Target.Kind.APPLICATION) {
                ofApplications.put(target.id(), inheritances.ofApplication(target.id()));
            } else if (target.kind() == Target.Kind.ROUTE) {
                bundles.stream()
                        .map(bundle -> bundle.routes().get(target.id()))
                        .filter(Objects::nonNull)
                        .forEach(route -> add(inheritances, route));
            }
        }
    }

    /** Returns the routes of a bundle that something is said of. */
    List<CompiledRoute> outspoken(CompiledBundle bundle) {
        List<CompiledRoute> routes = new ArrayList<>();
        for (String id : ofRoutes.keySet()) {
            @Nullable CompiledRoute route = bundle.routes().get(id);
            if (route != null) {
                routes.add(route);
            }
        }
        return routes;
    }

    private void add(Inheritances inheritances, CompiledRoute route) {
        Route written = route.route();
        Layer layer = Layer.ofBundle(
                Target.route(written.id()), written.policy(), written.origin().toString());
        ofRoutes.put(written.id(), inheritances.of(place(route, layer)));
    }

    private static Place place(CompiledRoute route, @Nullable Layer layer) {
        Department department = route.department();
        Layer ofDepartment = Layer.ofBundle(
                Target.department(department.id()),
                department.policy(),
                department.origin().toString());
        return new Place(department.region(), ofDepartment, route.route().region(), layer);
    }

    private void takeOverrides() {
        for (TrafficOverride override : book.overrides().values()) {
            if (override instanceof TrafficOverride.Maintenance maintenance) {
                closed.computeIfAbsent(maintenance.target(), target -> new ArrayList<>())
                        .add(maintenance);
            } else if (override instanceof TrafficOverride.OfBreaker breaker
                    && breaker.terms().holdAt(at)) {
                forced.put(new Forced(breaker.department(), breaker.upstream()), breaker.open());
            } else if (override instanceof TrafficOverride.OfPolicy policy
                    && policy.share() < 100
                    && policy.terms().holdAt(at)) {
                uniform = false;
            }
        }
    }

    /** Returns what operators say. */
    public PolicyBook book() {
        return book;
    }

    /** Returns the moment that these policies were worked out for, which decides what overrides hold. */
    public Instant at() {
        return at;
    }

    /** Tells whether all subjects are treated alike, for want of an override for a share of them. */
    public boolean isUniform() {
        return uniform;
    }

    /** Returns what holds for a route of the same snapshot. */
    public RoutePolicy of(CompiledRoute route) {
        @Nullable RoutePolicy own = ofRoutes.get(route.route().id());
        return own != null ? own : Objects.requireNonNull(ofGroups.get(Group.of(route)), "a route of another snapshot");
    }

    /** Returns what an application's own policy says, or null when it has none. */
    public @Nullable RoutePolicy ofApplication(String client) {
        return ofApplications.get(client);
    }

    /** Returns the client ids of the applications that have a policy of their own. */
    Set<String> applications() {
        return ofApplications.keySet();
    }

    /** Returns all policies, those of applications included. */
    public List<RoutePolicy> all() {
        List<RoutePolicy> all = new ArrayList<>(ofGroups.values());
        all.addAll(ofRoutes.values());
        all.addAll(ofApplications.values());
        return all;
    }

    /** Returns the policies of departments in regions, without what single routes and applications add. */
    public Collection<RoutePolicy> ofPlaces() {
        return Collections.unmodifiableCollection(ofGroups.values());
    }

    /** Returns what applications' own policies say. */
    Collection<RoutePolicy> ofApplications() {
        return ofApplications.values();
    }

    /**
     * Returns what holds for one request.
     *
     * @param route its route
     * @param client the application it comes from; empty when that is not known
     * @param percentile the subject's, 0 to 99
     */
    public AppliedPolicy of(CompiledRoute route, String client, int percentile) {
        @Nullable RoutePolicy application = ofApplications.isEmpty() ? null : ofApplications.get(client);
        return new AppliedPolicy(of(route).at(percentile), application == null ? null : application.at(percentile));
    }

    /** Returns the maintenance that a route is closed for at a moment: of several the one that ends last. */
    public Optional<TrafficOverride.Maintenance> maintenance(CompiledRoute route, Instant now) {
        if (closed.isEmpty()) {
            return Optional.empty();
        }
        TrafficOverride.@Nullable Maintenance last = null;
        for (Target target : List.of(
                Target.department(route.department().id()),
                Target.route(route.route().id()))) {
            for (TrafficOverride.Maintenance each : closed.getOrDefault(target, List.of())) {
                boolean later = last == null
                        || each.terms().until().isAfter(last.terms().until());
                if (later && each.terms().holdAt(now)) {
                    last = each;
                }
            }
        }
        return Optional.ofNullable(last);
    }

    /** Returns whether an operator holds an upstream's breaker open (true) or closed (false); null when it judges by itself. */
    public @Nullable Boolean forcedOpen(String department, String upstream) {
        return forced.isEmpty() ? null : forced.get(new Forced(department, upstream));
    }
}
