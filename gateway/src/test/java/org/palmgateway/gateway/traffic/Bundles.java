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
        String text = bundle(id, "{ id: main, url: \"%s\" }".formatted(url), policy);
        return more.isEmpty() ? text : text + """
                  - id: %1$s.more
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: /%1$s-more }
                    access: { audience: public }
                    policy: { %2$s }
                """.formatted(id, more);
    }

    /** A department of two upstreams, {@code one} and {@code other}, with one public GET route, {@code /<id>}. */
    static String ofTwo(String id, String one, String other, String policy) {
        return bundle(id, "{ id: one, url: \"%s\" }, { id: other, url: \"%s\" }".formatted(one, other), policy);
    }

    private static String bundle(String id, String upstreams, String policy) {
        return """
                departments:
                  - id: %1$s
                    name: { zh: 测试, en: Test }
                    region: 330000
                    upstreams: [%2$s]
                    policy: { %3$s }
                routes:
                  - id: %1$s.a
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: /%1$s }
                    access: { audience: public }
                """.formatted(id, upstreams, policy);
    }
}
