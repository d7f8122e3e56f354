package org.palmgateway.routes.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.compose.Composition;
import org.palmgateway.routes.compose.CompositionReader;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Answer;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.path.PathPattern;

/** Reads what answers a route: upstreams of its department, or several other routes. */
final class AnswerReader {

    /** Methods that a client does not ask to change anything by (RFC 9110 §9.2.1). */
    private static final Set<String> SAFE = Set.of("GET", "OPTIONS");

    /** What says how an upstream is called, or how its answer is kept; a branch finds it at the route that it calls. */
    private static final List<String> OF_UPSTREAMS = List.of("upstream", "when-down", "websocket", "cache");

    private AnswerReader() {}

    /** Returns it, or null after having noted what is wrong. */
    static @Nullable Answer read(
            FieldReader route,
            Set<String> methods,
            @Nullable PathPattern pattern,
            @Nullable Access access,
            @Nullable Department department) {
        return route.has("compose")
                ? composed(route, methods, pattern, access)
                : forwarded(route.mapping("upstream"), pattern, department);
    }

    private static @Nullable Answer composed(
            FieldReader route, Set<String> methods, @Nullable PathPattern pattern, @Nullable Access access) {
        boolean sound = true;
        for (String name : OF_UPSTREAMS) {
            if (route.has(name)) {
                route.problem(name, "with compose", "nothing: what is called are the routes of the branches");
                sound = false;
            }
        }
        if (pattern == null || access == null) {
            route.mapping("compose");
            return null;
        }
        FieldReader compose = route.mapping("compose");
        @Nullable
        Composition composition = new CompositionReader(pattern, access.audience() == Audience.PUBLIC).read(compose);
        if (composition == null || !sound) {
            return null;
        }
        for (Branch branch : composition.branches()) {
            // A caller, or a cache before it, may repeat or prefetch a request that is safe (RFC 9110 §9.2.1).
            if (!SAFE.contains(branch.method()) && SAFE.stream().anyMatch(methods::contains)) {
                compose.problem(
                        "branches",
                        branch.method() + " of " + branch.id(),
                        "GET or OPTIONS, since callers may take a request with one of these for safe");
                return null;
            }
        }
        return new Answer.Composed(composition);
    }

    private static @Nullable Answer forwarded(
            FieldReader to, @Nullable PathPattern pattern, @Nullable Department department) {
        boolean split = to.has("canary");
        FieldReader other = to.mapping("canary");
        Answer.@Nullable Canary canary = split ? canary(other, pattern, department) : null;
        List<String> rest = new ArrayList<>(ids(department));
        if (canary != null) {
            rest.removeAll(canary.upstreams());
        }
        List<String> upstreams = upstreams(to, department, rest);
        if (upstreams.isEmpty() && rest.isEmpty() && canary != null) {
            to.problem("canary", "every upstream", "id or any-of for what the other callers are given");
        }
        PathPattern path = upstreamPath(to, pattern);
        to.end();
        if (upstreams.isEmpty() || path == null || pattern == null || (split && canary == null)) {
            return null;
        }
        return new Answer.Forwarded(upstreams, path, canary);
    }

    private static Answer.@Nullable Canary canary(
            FieldReader to, @Nullable PathPattern pattern, @Nullable Department department) {
        @Nullable Integer percent = to.required("share", text -> Scalars.percent(text, 1, 100));
        List<String> upstreams = upstreams(to, department, List.of());
        if (upstreams.isEmpty() && department != null && !to.has("id") && !to.has("any-of")) {
            to.problem("any-of", "", "id or any-of: upstreams of " + department.id());
        }
        PathPattern path = upstreamPath(to, pattern);
        to.end();
        return percent == null || upstreams.isEmpty() || path == null
                ? null
                : new Answer.Canary(percent, upstreams, path);
    }

    private static List<String> ids(@Nullable Department department) {
        return department == null
                ? List.of()
                : department.upstreams().stream().map(Upstream::id).toList();
    }

    /** Returns those that are chosen, or others when none is. */
    private static List<String> upstreams(FieldReader to, @Nullable Department department, List<String> otherwise) {
        if (department == null) {
            to.has("id");
            to.has("any-of");
            return List.of();
        }
        List<String> ids = ids(department);
        if (to.has("id") && to.has("any-of")) {
            to.problem("any-of", "a list", "either id or any-of");
            return List.of();
        }
        if (to.has("any-of")) {
            List<String> chosen = List.copyOf(to.texts("any-of", id -> upstream(id, ids, department)));
            if (chosen.isEmpty() && to.isEmpty("any-of")) {
                to.problem("any-of", "", "a list of at least one upstream of " + department.id());
            }
            return chosen;
        }
        if (!to.has("id")) {
            return List.copyOf(otherwise);
        }
        @Nullable String chosen = to.required("id", id -> upstream(id, ids, department));
        return chosen == null ? List.of() : List.of(chosen);
    }

    private static String upstream(String id, List<String> ids, Department department) {
        if (!ids.contains(id)) {
            throw new IllegalArgumentException("an upstream of " + department.id() + ": " + String.join(", ", ids));
        }
        return id;
    }

    private static @Nullable PathPattern upstreamPath(FieldReader to, @Nullable PathPattern pattern) {
        PathPattern path = to.has("path") ? to.required("path", PathPattern::of) : pattern;
        if (path != null && pattern != null && !pattern.binds(path)) {
            to.problem("path", path.toString(), "only variables of " + pattern);
            return null;
        }
        return path;
    }
}
