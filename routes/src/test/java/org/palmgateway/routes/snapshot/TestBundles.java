package org.palmgateway.routes.snapshot;

/** Writes small bundles. */
public final class TestBundles {

    private TestBundles() {}

    /** A bundle of one department, named like its owner, with routes given as {@code id path} pairs. */
    public static String bundle(String department, String... routes) {
        StringBuilder text = new StringBuilder("""
                departments:
                  - id: %s
                    name: { zh: 部门, en: Department }
                    region: 330000
                    upstreams: [{ id: main, url: "http://127.0.0.1:1/%s" }]
                routes:
                """.formatted(department, department));
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
}
