package org.palmgateway.routes.bundle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.LocalText;
import org.palmgateway.routes.model.Origin;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.SubscriptionPlan;
import org.palmgateway.routes.model.SubscriptionPlan.Approval;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.policy.PolicyReader;
import org.palmgateway.routes.policy.Setting;

/** Reads the plans of a bundle whose departments and routes are known. */
final class PlanReader {

    private static final int MOST = 100;
    private static final String QUOTA = "quota";

    private final Set<String> departments;
    private final Map<String, Route> routes;
    private final boolean complete;
    private final String file;

    /** Makes a reader; departments and routes are not complete when some could not be read, which has been noted already. */
    PlanReader(Set<String> departments, Map<String, Route> routes, boolean complete, String file) {
        this.departments = departments;
        this.routes = routes;
        this.complete = complete;
        this.file = file;
    }

    List<SubscriptionPlan> read(FieldReader bundle) {
        List<SubscriptionPlan> plans = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<FieldReader> mappings = bundle.mappings("plans");
        if (mappings.size() > MOST) {
            bundle.problem("plans", mappings.size() + " plans", "at most " + MOST);
            return plans;
        }
        for (FieldReader fields : mappings) {
            @Nullable SubscriptionPlan plan = plan(fields);
            if (plan != null && !ids.add(plan.id())) {
                fields.problem("id", plan.id(), "an id that no other plan of the bundle has");
            } else if (plan != null) {
                checkWeights(plan, fields);
                plans.add(plan);
            }
        }
        return plans;
    }

    private @Nullable SubscriptionPlan plan(FieldReader fields) {
        @Nullable String id = fields.required("id", Scalars::id);
        @Nullable LocalText name = DepartmentReader.name(fields);
        @Nullable
        Approval approval = fields.optional("approval", Approval.MANUAL, t -> Scalars.constant(Approval.class, t));
        List<Limit> limits = limits(fields);
        Set<String> ofRoutes = fields.texts("routes", this::route);
        Set<String> ofDepartments = fields.texts("departments", this::department);
        if (fields.isEmpty("routes") && fields.isEmpty("departments")) {
            fields.problem("routes", "", "a list of at least one route, or departments: a list of at least one");
        }
        fields.end();
        return id == null || name == null || approval == null
                ? null
                : new SubscriptionPlan(
                        id, name, approval, limits, ofRoutes, ofDepartments, new Origin(file, fields.line()));
    }

    private List<Limit> limits(FieldReader fields) {
        List<Limit> limits = new ArrayList<>();
        if (fields.has(QUOTA)) {
            FieldReader quota = fields.mapping(QUOTA);
            @Nullable Long permits = quota.required("permits", text -> Scalars.whole(text, 1, Limit.MOST));
            @Nullable
            Duration window = quota.required("window", text -> Scalars.duration(text, Limit.SHORTEST, Limit.LONGEST));
            quota.end();
            if (permits != null && window != null) {
                limits.add(new Limit(
                        QUOTA, permits, window, permits, EnumSet.of(Dimension.APPLICATION), Limit.Mode.ENFORCE));
            }
        }
        for (Limit limit : PolicyReader.limits(fields)) {
            if (limit.id().equals(QUOTA) && fields.has(QUOTA)) {
                fields.problem("limits", QUOTA, "another id than that of the plan's quota");
            } else {
                limits.add(ofEachApplication(limit));
            }
        }
        return limits;
    }

    /** What one application uses up of a plan is nothing to the others. */
    private static Limit ofEachApplication(Limit limit) {
        Set<Dimension> per = EnumSet.copyOf(limit.per());
        per.add(Dimension.APPLICATION);
        return new Limit(limit.id(), limit.permits(), limit.window(), limit.burst(), per, limit.mode());
    }

    private String route(String id) {
        @Nullable Route route = routes.get(id);
        if (complete && route == null) {
            throw new IllegalArgumentException("the id of a route of this bundle");
        }
        if (route != null && !route.access().subscription()) {
            throw new IllegalArgumentException("a route whose access says subscription: required");
        }
        return id;
    }

    private String department(String id) {
        if (complete && !departments.contains(id)) {
            throw new IllegalArgumentException("a department of this bundle: "
                    + String.join(", ", departments.stream().sorted().toList()));
        }
        return id;
    }

    /** A request that weighs more than a limit can ever hold would never pass. */
    private void checkWeights(SubscriptionPlan plan, FieldReader fields) {
        long least = plan.limits().stream()
                .filter(limit -> limit.mode() == Limit.Mode.ENFORCE)
                .mapToLong(Limit::burst)
                .min()
                .orElse(Long.MAX_VALUE);
        for (Route route : routes.values()) {
            @Nullable Integer weight = route.policy().settings().get(Setting.WEIGHT);
            if (weight != null && weight > least && plan.covers(route)) {
                fields.problem(
                        "limits",
                        "burst " + least,
                        "at least " + weight + " everywhere, the weight of route " + route.id());
                return;
            }
        }
    }
}
