package org.palmgateway.routes.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Document;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Example;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.SubscriptionPlan;
import org.palmgateway.routes.region.RegionTree;

/**
 * Reads the bundle of one owner and checks everything that can be checked without the bundles of others.
 *
 * <p>The format is YAML 1.2 or, when the file's name ends in {@code .json}, JSON. Safe for any number of threads.
 */
public final class BundleReader {

    /** The longest bundle that is read, in characters: 32 Mi. */
    public static final int MAXIMUM_LENGTH = 32 * 1024 * 1024;

    private final RegionTree regions;
    private final UpstreamHosts hosts;

    /**
     * Makes a reader of bundles that operators wrote.
     *
     * @param regions the regions that departments and routes may name
     */
    public BundleReader(RegionTree regions) {
        this(regions, UpstreamHosts.TRUSTED);
    }

    /**
     * Makes a reader.
     *
     * @param regions the regions that departments and routes may name
     * @param hosts what upstreams may be called
     */
    public BundleReader(RegionTree regions, UpstreamHosts hosts) {
        this.regions = regions;
        this.hosts = hosts;
    }

    /**
     * Reads a bundle.
     *
     * @param owner the owner it belongs to
     * @param file name of the file it was in, for messages and to tell JSON from YAML
     * @param text its text
     * @return the bundle, or all that is wrong with it
     */
    public BundleReading read(String owner, String file, String text) {
        Problems problems = new Problems(file);
        @Nullable
        Bundle bundle = Document.read(text, MAXIMUM_LENGTH, problems, "a mapping with departments and routes")
                .map(fields -> bundle(owner, fields, problems))
                .orElse(null);
        return bundle != null && problems.found().isEmpty()
                ? new BundleReading.Sound(bundle)
                : new BundleReading.Broken(owner, problems.found());
    }

    private Bundle bundle(String owner, FieldReader fields, Problems problems) {
        Map<String, Department> departments = departments(fields, problems.file());
        boolean complete = problems.found().isEmpty();
        ContractsReader contracts = ContractsReader.read(fields);
        RouteReader reader = new RouteReader(departments, complete, contracts, regions, problems.file());
        List<Route> routes = routes(fields, reader);
        Map<String, Route> byId = new HashMap<>();
        routes.forEach(route -> byId.put(route.id(), route));
        boolean allRead = problems.found().isEmpty();
        List<SubscriptionPlan> plans =
                new PlanReader(departments.keySet(), byId, allRead, problems.file()).read(fields);
        List<Example> examples = new ExampleReader(regions, problems.file()).read(fields);
        fields.end();
        return new Bundle(owner, List.copyOf(departments.values()), contracts.contracts(), routes, plans, examples);
    }

    private Map<String, Department> departments(FieldReader fields, String file) {
        Map<String, Department> departments = new LinkedHashMap<>();
        DepartmentReader reader = new DepartmentReader(regions, hosts, file);
        List<FieldReader> mappings = fields.mappings("departments");
        if (mappings.isEmpty()) {
            fields.problem("departments", "", "a list of at least one department");
        }
        for (FieldReader mapping : mappings) {
            Department department = reader.read(mapping);
            if (department != null && departments.put(department.id(), department) != null) {
                mapping.problem("id", department.id(), "an id that no other department of the bundle has");
            }
        }
        return departments;
    }

    private static List<Route> routes(FieldReader fields, RouteReader reader) {
        List<Route> routes = new ArrayList<>();
        Map<String, Route> ids = new HashMap<>();
        Map<String, Route> places = new HashMap<>();
        for (FieldReader mapping : fields.mappings("routes")) {
            Route route = reader.read(mapping);
            if (route != null) {
                Route same = ids.putIfAbsent(route.id(), route);
                if (same != null) {
                    mapping.problem("id", route.id(), "an id of its own; " + same.origin() + " has the same");
                }
                checkPlace(route, places, mapping);
                routes.add(route);
            }
        }
        return routes;
    }

    private static void checkPlace(Route route, Map<String, Route> places, FieldReader mapping) {
        for (String method : route.methods()) {
            Route same = places.putIfAbsent(
                    method + " " + route.region() + " " + route.pattern().shape(), route);
            if (same != null) {
                mapping.problem(
                        "match",
                        method + " " + route.pattern() + " in " + route.region(),
                        "a method, path and region of its own; " + same.id() + " at " + same.origin()
                                + " has the same");
                return;
            }
        }
    }
}
