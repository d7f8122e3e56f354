package org.palmgateway.routes.bundle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.Example;
import org.palmgateway.routes.model.Example.Expectation;
import org.palmgateway.routes.model.Example.Request;
import org.palmgateway.routes.model.Origin;
import org.palmgateway.routes.policy.Setting;
import org.palmgateway.routes.region.RegionTree;

/** Reads the examples of a bundle. */
final class ExampleReader {

    /** The most examples that a bundle may have. */
    private static final int MOST = 1000;

    private static final String LIMIT = "limit ";

    private final RegionTree regions;
    private final String file;

    ExampleReader(RegionTree regions, String file) {
        this.regions = regions;
        this.file = file;
    }

    /** Returns those that are sound, after having noted what is wrong with the others. */
    List<Example> read(FieldReader bundle) {
        List<FieldReader> mappings = bundle.mappings("examples");
        if (mappings.size() > MOST) {
            bundle.problem("examples", mappings.size() + " examples", "at most " + MOST);
            return List.of();
        }
        List<Example> examples = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (FieldReader mapping : mappings) {
            @Nullable String id = mapping.required("id", Scalars::id);
            @Nullable Request request = request(mapping.mapping("request"));
            @Nullable Expectation expected = expectation(mapping, mapping.mapping("expect"));
            mapping.end();
            if (id != null && !ids.add(id)) {
                mapping.problem("id", id, "an id that no other example of the bundle has");
            }
            if (id != null && request != null && expected != null) {
                examples.add(new Example(id, request, expected, new Origin(file, mapping.line())));
            }
        }
        return examples;
    }

    private @Nullable Request request(FieldReader fields) {
        @Nullable String method = fields.required("method", ExampleReader::method);
        @Nullable String path = fields.required("path", ExampleReader::path);
        @Nullable
        String region =
                fields.has("region") ? fields.required("region", code -> DepartmentReader.region(code, regions)) : null;
        @Nullable
        Audience audience = fields.has("audience") ? fields.required("audience", ExampleReader::audience) : null;
        Set<String> scopes = fields.texts("scopes", Scalars::token);
        Set<String> roles = fields.texts("roles", Scalars::token);
        @Nullable Integer assurance = fields.optional("assurance", 0, RouteReader::assurance);
        @Nullable String application = fields.optional("application", "", Scalars::token);
        fields.end();
        return method == null || path == null || assurance == null || application == null
                ? null
                : new Request(method, path, region, audience, scopes, roles, assurance, application);
    }

    private static @Nullable Expectation expectation(FieldReader example, FieldReader fields) {
        boolean something = false;
        for (String name : List.of("route", "status", "code", "policy")) {
            something |= fields.has(name);
        }
        if (!something) {
            example.problem("expect", "", "at least one of route, status, code and policy");
        }
        @Nullable String route = fields.has("route") ? fields.required("route", Scalars::id) : null;
        @Nullable Integer status = fields.has("status") ? fields.required("status", ExampleReader::status) : null;
        @Nullable String code = fields.has("code") ? fields.required("code", Scalars::id) : null;
        Map<String, String> policy = policy(fields.mapping("policy"));
        fields.end();
        return route == null && status == null && code == null && policy.isEmpty()
                ? null
                : new Expectation(route, status, code, policy);
    }

    private static Map<String, String> policy(FieldReader fields) {
        Map<String, String> values = new TreeMap<>();
        for (String name : fields.names()) {
            boolean known = name.startsWith(LIMIT)
                    || Setting.ALL.stream().anyMatch(setting -> setting.name().equals(name));
            if (known) {
                @Nullable String value = fields.required(name, String::strip);
                if (value != null) {
                    values.put(name, value);
                }
            } else {
                fields.problem(
                        name,
                        "unknown setting " + name,
                        "limit and the name of one, or one of "
                                + String.join(
                                        ", ",
                                        Setting.ALL.stream().map(Setting::name).toList()));
            }
        }
        return values;
    }

    private static String method(String text) {
        return text.equals("HEAD") ? text : Scalars.method(text);
    }

    private static String path(String text) {
        if (!text.startsWith("/") || text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a path that starts with '/', without query");
        }
        return text;
    }

    private static Audience audience(String text) {
        Audience audience = Scalars.constant(Audience.class, text);
        if (audience == Audience.PUBLIC) {
            throw new IllegalArgumentException("citizen, official or governor; none for a request without a token");
        }
        return audience;
    }

    private static Integer status(String text) {
        return (int) Scalars.whole(text, 400, 599);
    }
}
