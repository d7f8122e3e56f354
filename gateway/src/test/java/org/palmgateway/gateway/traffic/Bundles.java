package org.palmgateway.gateway.traffic;

/** Writes bundles of one department whose traffic is protected in some way. */
final class Bundles {

    private Bundles() {}

    /** A department with one public GET route, {@code /<id>}. */
    static String of(String id, String url, String policy) {
        return of(id, url, policy, "");
    }

    /** A department with a public GET route {@code /<id>} and another one, {@code /<id>-more}, with a policy of its own. */
    static String of(String id, String url, String policy, String more) {
        String text = """
                departments:
                  - id: %1$s
                    name: { zh: 测试, en: Test }
                    region: 330000
                    upstreams: [{ id: main, url: "%2$s" }]
                    policy: { %3$s }
                routes:
                  - id: %1$s.a
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: /%1$s }
                    access: { audience: public }
                """.formatted(id, url, policy);
        return more.isEmpty() ? text : text + """
                  - id: %1$s.more
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: /%1$s-more }
                    access: { audience: public }
                    policy: { %2$s }
                """.formatted(id, more);
    }
}
