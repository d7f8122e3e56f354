package org.palmgateway.gateway.plane;

/** Writes bundles for tests. */
public final class BundleText {

    private final StringBuilder text = new StringBuilder();

    private BundleText(String department, String region, String url, String more) {
        text.append("""
                departments:
                  - id: %s
                    name: { zh: 测试部门, en: Test department }
                    region: %s
                    upstreams: [{ id: main, url: "%s" }]
                %s
                routes:
                """.formatted(
                department, region, url, more.isEmpty() ? "" : more.indent(4).stripTrailing()));
    }

    public static BundleText of(String department, String region, String url) {
        return new BundleText(department, region, url, "");
    }

    /** A department with more fields, one a line. */
    public static BundleText of(String department, String region, String url, String more) {
        return new BundleText(department, region, url, more);
    }

    /** Adds a route; {@code more} are further fields, one a line. */
    public BundleText route(String id, String methods, String path, String access, String... more) {
        text.append("""
                  - id: %s
                    name: { zh: 事项, en: Affair }
                    match: { methods: [%s], path: "%s" }
                    access: { %s }
                """.formatted(id, methods, path, access));
        for (String line : more) {
            text.append("    ").append(line).append('\n');
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
