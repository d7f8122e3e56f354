package org.palmgateway.routes.snapshot;

/** Writes small bundles. */
public final class TestBundles {

    private TestBundles() {}

    /** A bundle of one department, named like its owner, with routes given as {@code id path} pairs. */
    public static String bundle(String department, String... routes) {
        StringBuilder text = new StringBuilder(department(department)).append("routes:\n");
        for (int i = 0; i < routes.length; i += 2) {
            text.append("""
                      - id: %s
                        name: { zh: 事项, en: Affair }
                        match: { methods: [GET], path: "%s" }
                        access: { audience: public }
                    """.formatted(routes[i], routes[i + 1]));
        }
        return text.toString();
    }

    /** A bundle of one department with a policy, and of its route {@code <department>.x} in a region with another. */
    public static String outspoken(String department, String policy, String region, String routePolicy) {
        return department(department) + """
                    policy: %2$s
                routes:
                  - id: %1$s.x
                    name: { zh: 事项, en: Affair }
                    region: %3$s
                    match: { methods: [GET], path: "/%1$s" }
                    access: { audience: public }
                    policy: %4$s
                """.formatted(department, policy, region, routePolicy);
    }

    private static String department(String department) {
        return """
                departments:
                  - id: %s
                    name: { zh: 部门, en: Department }
                    region: 330000
                    upstreams: [{ id: main, url: "http://127.0.0.1:1/%s" }]
                """.formatted(department, department);
    }
}
