package org.palmgateway.bench.compare;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The bundle of the routes that are called, and their paths. */
public final class BenchBundle {

    /** A short answer; takes GET and POST. */
    static final String AFFAIR = "/affairs/7";

    /** An answer of 100 KiB. */
    static final String LARGE = "/large/7";

    /** A short answer that is kept. */
    static final String CACHED = "/cached/7";

    /** One of five branches. */
    static final String BRANCH = "/branches/1";

    /** The five branches in one call, which fails when one of them does. */
    static final String FIVE = "/five";

    /** How many routes it has, unless it has one. */
    static final int ROUTES = 5;

    private static final String DEPARTMENT = """
            departments:
              - id: bench
                name: { zh: 部门, en: Department }
                region: 330000
                claims: [name]
                policy:
                  limits: [{ id: steady, permits: 1000000, window: 1s, per: [citizen] }]
                upstreams: [{ id: main, url: "%1$s" }]
            routes:
              - { id: bench.affair, name: { zh: 事项, en: Affair }, match: { methods: [GET, POST], path: "/affairs/{id}" }, access: { audience: citizen, scopes: [affairs] } }
            """;

    private static final String OTHERS = """
              - { id: bench.large, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: "/large/{id}" }, access: { audience: citizen, scopes: [affairs] } }
              - { id: bench.cached, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: "/cached/{id}" }, access: { audience: citizen, scopes: [affairs] }, cache: { audience: public } }
              - { id: bench.branch, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: "/branches/{id}" }, access: { audience: citizen, scopes: [affairs] } }
              - id: bench.five
                name: { zh: 组合, en: Composed }
                match: { methods: [GET], path: /five }
                access: { audience: citizen, scopes: [affairs] }
                compose:
                  branches:
                    - { id: one, department: bench, path: /branches/1, required: true }
                    - { id: two, department: bench, path: /branches/2, required: true }
                    - { id: three, department: bench, path: /branches/3, required: true }
                    - { id: four, department: bench, path: /branches/4, required: true }
                    - { id: five, department: bench, path: /branches/5, required: true }
            """;

    private static final String ADDED = """
              - { id: bench.%1$s, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: "/%1$s" }, access: { audience: citizen, scopes: [affairs] } }
            """;

    private BenchBundle() {}

    /**
     * Returns the bundle with all its routes.
     *
     * @param department base URL of its department
     */
    public static String text(URI department) {
        return DEPARTMENT.formatted(department) + OTHERS;
    }

    /** Returns the bundle with {@link #AFFAIR} only. */
    static String textOfOne(URI department) {
        return DEPARTMENT.formatted(department);
    }

    /** Returns the bundle with one more, whose path is its name. */
    static String textWith(URI department, String name) {
        return text(department) + ADDED.formatted(name);
    }

    /** Puts a text in the place of what is there, whole at any time. */
    static void write(Path bundles, String text) throws IOException {
        Path beside = bundles.resolveSibling("bench.yaml.new");
        Files.writeString(beside, text);
        Files.move(
                beside,
                bundles.resolve("bench.yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
