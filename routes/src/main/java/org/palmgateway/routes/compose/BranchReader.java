package org.palmgateway.routes.compose;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldName;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.path.PathPattern;

/** Reads one branch. */
final class BranchReader {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private BranchReader() {}

    /** Returns the branch, or null after having noted what is wrong. */
    static @Nullable Branch read(FieldReader fields) {
        String id = fields.required("id", Scalars::id);
        Set<String> departments = departments(fields);
        String method = fields.optional("method", "GET", Scalars::method);
        PathPattern path = fields.required("path", PathPattern::of);
        Map<String, Template> with = templates(fields.mapping("with"), name -> name);
        Map<String, Template> query = templates(fields.mapping("query"), name -> name);
        Map<String, Template> headers = templates(fields.mapping("headers"), FieldName::of);
        boolean wholeBody = !fields.has("body");
        @Nullable Template body = fields.tree("body", Template.WRITTEN);
        boolean wholeRegion = !fields.has("region");
        @Nullable Template region = fields.tree("region", Template.WRITTEN);
        Format format = format(fields);
        Duration timeout = fields.optional(
                "timeout", Duration.ofSeconds(5), text -> Scalars.duration(text, Duration.ofMillis(1), LONGEST));
        Integer attempts = fields.optional(
                "attempts", Branch.MOST_ATTEMPTS, text -> (int) Scalars.whole(text, 1, Branch.MOST_ATTEMPTS));
        Boolean required = fields.optional("required", false, Scalars::bool);
        OnFailure onFailure = required == null ? null : OnFailureReader.read(fields, required);
        boolean wholeWhen = !fields.has("when");
        @Nullable Condition when = ConditionReader.read(fields, "when");
        boolean wholeFailedWhen = !fields.has("failed-when");
        @Nullable Condition failedWhen = ConditionReader.read(fields, "failed-when");
        boolean wholeEach = !fields.has("each");
        @Nullable Each each = each(fields);
        List<Shape> shapes = ShapeReader.read(fields);
        Placement placement = placement(fields, id, shapes);
        fields.end();
        if (failedWhen != null && failedWhen.value().root() != Pointer.Root.ANSWER) {
            fields.problem("failed-when", failedWhen.value().toString(), "a pointer into /answer");
            return null;
        }
        boolean optionals = (wholeBody || body != null)
                && (wholeRegion || region != null)
                && (wholeWhen || when != null)
                && (wholeFailedWhen || failedWhen != null)
                && (wholeEach || each != null);
        if (id == null || departments.isEmpty() || method == null || path == null || with == null || query == null) {
            return null;
        }
        if (headers == null || format == null || timeout == null || attempts == null) {
            return null;
        }
        if (onFailure == null || shapes == null) {
            return null;
        }
        if (placement == null || !optionals || !variables(fields, path, with)) {
            return null;
        }
        return new Branch(
                id,
                departments,
                method,
                path,
                with,
                query,
                headers,
                body,
                region,
                format,
                timeout,
                attempts,
                onFailure,
                when,
                failedWhen,
                each,
                shapes,
                placement);
    }

    /** One department, or, where the region decides, several. */
    private static Set<String> departments(FieldReader fields) {
        if (!fields.has("departments")) {
            String department = fields.required("department", Scalars::id);
            return department == null ? Set.of() : Set.of(department);
        }
        if (fields.has("department")) {
            fields.problem("departments", "a list", "either department or departments");
            return Set.of();
        }
        Set<String> departments = fields.texts("departments", Scalars::id);
        if (departments.isEmpty() && fields.isEmpty("departments")) {
            fields.problem("departments", "", "a list of at least one department");
        }
        return departments;
    }

    private static boolean variables(FieldReader fields, PathPattern path, Map<String, Template> with) {
        if (!path.variableNames().equals(with.keySet())) {
            fields.problem("with", String.join(", ", with.keySet()), "a value for each variable of " + path);
            return false;
        }
        return true;
    }

    private interface NameCheck {
        String check(String name);
    }

    private static @Nullable Map<String, Template> templates(FieldReader fields, NameCheck names) {
        Map<String, Template> templates = new LinkedHashMap<>();
        boolean sound = true;
        for (String name : fields.names()) {
            try {
                @Nullable Template template = fields.tree(name, Template.WRITTEN);
                if (template == null) {
                    sound = false;
                } else {
                    templates.put(names.check(name), template);
                }
            } catch (IllegalArgumentException e) {
                fields.problem(name, name, String.valueOf(e.getMessage()));
                sound = false;
            }
        }
        return sound ? templates : null;
    }

    private static @Nullable Format format(FieldReader fields) {
        String word = fields.optional("format", "json", text -> {
            if (!Set.of("json", "form", "xml").contains(text)) {
                throw new IllegalArgumentException("json, form or xml");
            }
            return text;
        });
        if (word == null) {
            return null;
        }
        if (word.equals("xml")) {
            String root = fields.required("xml-root", BranchReader::element);
            Set<String> arrays = fields.texts("xml-arrays", BranchReader::element);
            return root == null ? null : new Format.Xml(root, arrays);
        }
        return word.equals("form") ? new Format.Form() : new Format.Json();
    }

    private static String element(String text) {
        if (!text.matches("[A-Za-z_][A-Za-z0-9_.-]{0,99}")) {
            throw new IllegalArgumentException("the name of an element, without prefix");
        }
        return text;
    }

    private static @Nullable Each each(FieldReader fields) {
        if (!fields.has("each")) {
            return null;
        }
        FieldReader each = fields.mapping("each");
        Pointer in = each.required("in", Pointer::of);
        Integer most = each.optional("most", 20, text -> (int) Scalars.whole(text, 1, Each.LONGEST));
        Integer atOnce = each.optional("at-once", 1, text -> (int) Scalars.whole(text, 1, Each.LONGEST));
        each.end();
        if (in == null || most == null || atOnce == null) {
            return null;
        }
        if (atOnce > most) {
            each.problem("at-once", atOnce.toString(), "at most " + most);
            return null;
        }
        return new Each(in, most, atOnce);
    }

    private static @Nullable Placement placement(
            FieldReader fields, @Nullable String id, @Nullable List<Shape> shapes) {
        boolean spread = Boolean.TRUE.equals(fields.optional("spread", false, Scalars::bool));
        boolean hidden = Boolean.TRUE.equals(fields.optional("hidden", false, Scalars::bool));
        String as = fields.optional("as", id == null ? "" : id, text -> text);
        Optional<Set<String>> names = shapes == null ? Optional.empty() : Names.ofResult(shapes);
        if (spread && shapes != null && names.isEmpty()) {
            fields.problem("spread", "true", "a shape that says which members there are, such as pick");
            return null;
        }
        if (as == null || id == null) {
            return null;
        }
        if (hidden) {
            return new Placement.Hidden();
        }
        return spread ? names.<Placement>map(Placement.Spread::new).orElse(null) : new Placement.Under(as);
    }
}
