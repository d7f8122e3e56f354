package org.palmgateway.gateway.compose;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.compose.convert.ConversionRefused;
import org.palmgateway.gateway.compose.value.Filling;
import org.palmgateway.gateway.compose.value.Known;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.compose.Each;
import org.palmgateway.routes.compose.Pointer;
import org.palmgateway.routes.compose.Template;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * Makes the requests of branches. A value that is missing in a query, a field or a body is left out; in a path it must be there, and be one
 * segment. Pure functions.
 */
final class BranchRequests {

    private final Contents contents;

    BranchRequests(Contents contents) {
        this.contents = contents;
    }

    /**
     * Makes a request.
     *
     * @param known what is known now, as the department gets to see it
     * @param target where it goes
     * @throws ProblemException when a value is missing or unfit
     */
    BranchRequest of(Branch branch, Known known, BranchTarget target) {
        HttpHeaders fields = new HttpHeaders();
        branch.headers().forEach((name, template) -> {
            @Nullable String text = Filling.text(Filling.of(template, known));
            if (text != null && isFieldValue(text)) {
                // Blanks around a value are no part of it (RFC 9110 §5.5).
                fields.set(name, text.strip());
            }
        });
        return new BranchRequest(
                branch.id(), branch.method(), target, query(branch, known), fields, content(branch, known));
    }

    private @Nullable Content content(Branch branch, Known known) {
        @Nullable Template body = branch.body();
        if (body == null) {
            return null;
        }
        try {
            return contents.write(branch.format(), Filling.of(body, known));
        } catch (ConversionRefused refused) {
            throw missing(branch, body.pointers());
        }
    }

    /** Returns where a request goes as far as that is known before the first call. */
    static BranchTarget foreseen(Branch branch, Known known, List<String> regionsOfCall) {
        return new BranchTarget(path(branch, known, true), regions(branch, known, regionsOfCall, true));
    }

    /** Returns where a request goes; an error of {@link ProblemException} when a value for it is missing or unfit. */
    static BranchTarget target(Branch branch, Known known, List<String> regionsOfCall) {
        return new BranchTarget(path(branch, known, false), regions(branch, known, regionsOfCall, false));
    }

    private static String path(Branch branch, Known known, boolean foreseen) {
        Map<String, String> values = new HashMap<>();
        branch.with().forEach((name, template) -> values.put(name, value(branch, template, known, foreseen)));
        @Nullable String path = branch.path().expand(values);
        if (path == null && foreseen) {
            // An item that is no segment fails alone, and not those that come after it.
            branch.with().forEach((name, template) -> {
                if (template.pointers().stream().anyMatch(Pointer::comesLater)) {
                    values.put(name, Branch.NOT_KNOWN);
                }
            });
            path = branch.path().expand(values);
        }
        if (path == null) {
            throw missing(branch, pointers(branch.with()));
        }
        return path;
    }

    private static String value(Branch branch, Template template, Known known, boolean foreseen) {
        @Nullable String text = Filling.text(Filling.of(template, known));
        if (text != null) {
            return text;
        }
        if (foreseen && template.pointers().stream().anyMatch(Pointer::comesLater)) {
            return Branch.NOT_KNOWN;
        }
        throw missing(branch, template.pointers());
    }

    /** Tells whether a value comes from an earlier branch, directly or as an item of a list. */
    private static boolean isResult(Branch branch, Pointer pointer) {
        @Nullable Each each = branch.each();
        return pointer.root() == Pointer.Root.BRANCH
                || (pointer.root() == Pointer.Root.ITEM
                        && each != null
                        && each.in().comesLater());
    }

    private static List<String> regions(Branch branch, Known known, List<String> ofCall, boolean foreseen) {
        @Nullable Template region = branch.region();
        if (region == null) {
            return ofCall;
        }
        @Nullable String code = Filling.text(Filling.of(region, known));
        if (code != null) {
            return List.of(code);
        }
        if (foreseen && region.pointers().stream().anyMatch(Pointer::comesLater)) {
            return ofCall;
        }
        throw missing(branch, region.pointers());
    }

    private static @Nullable String query(Branch branch, Known known) {
        StringJoiner query = new StringJoiner("&");
        branch.query().forEach((name, template) -> {
            JsonNode value = Filling.of(template, known);
            if (value.isArray()) {
                value.forEach(item -> add(query, name, item));
            } else {
                add(query, name, value);
            }
        });
        return query.length() == 0 ? null : query.toString();
    }

    private static void add(StringJoiner query, String name, JsonNode value) {
        @Nullable String text = Filling.text(value);
        if (text != null) {
            query.add(encoded(name) + '=' + encoded(text));
        }
    }

    /** RFC 3986 §2.1; a plus sign is not a space to every reader. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Visible ASCII and spaces (RFC 9110 §5.5); anything else would be read in more than one way. */
    private static boolean isFieldValue(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    private static List<Pointer> pointers(Map<String, Template> templates) {
        return templates.values().stream()
                .flatMap(template -> template.pointers().stream())
                .toList();
    }

    private static ProblemException missing(Branch branch, List<Pointer> pointers) {
        boolean later = pointers.stream().anyMatch(pointer -> isResult(branch, pointer));
        return new ProblemException(new ComposeProblem.ValueMissing(
                later ? ProblemKind.RESULT_MISSING : ProblemKind.INPUT_MISSING,
                String.join(", ", pointers.stream().map(Pointer::toString).toList())));
    }
}
