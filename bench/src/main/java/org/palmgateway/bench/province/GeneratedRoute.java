package org.palmgateway.bench.province;

import java.util.List;

/**
 * A route of a made-up province.
 *
 * @param id unique in the province
 * @param methods its methods
 * @param path its pattern
 * @param region GB/T 2260 code of where it is offered
 * @param access the value of {@code access} in the bundle, in YAML's flow style
 */
public record GeneratedRoute(String id, List<String> methods, String path, String region, String access) {

    /** Copies the methods. */
    public GeneratedRoute {
        methods = List.copyOf(methods);
    }

    String yaml() {
        return """
                  - id: %s
                    name: { zh: %s, en: %s }
                    match: { methods: [%s], path: "%s" }
                    access: %s
                    upstream: { path: "%s" }
                """.formatted(id, "办理 " + id, "Affair " + id, String.join(", ", methods), path, access, upstreamPath());
    }

    private String upstreamPath() {
        return "/api" + path;
    }
}
