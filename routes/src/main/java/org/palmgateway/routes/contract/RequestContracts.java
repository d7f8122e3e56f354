package org.palmgateway.routes.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.JsonText;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.path.PathPattern;

/**
 * Compiles the operations of one contract to what can check requests.
 *
 * <p>Schemas are read by the rules of the document's version: those of OpenAPI 3.0, with {@code nullable} and boolean {@code
 * exclusiveMinimum}, or JSON Schema 2020-12. No schema is ever loaded from elsewhere. For one thread; what it makes is for any.
 */
public final class RequestContracts {

    private static final Set<String> FIELDS_OF_HTTP = Set.of("accept", "content-type", "authorization");
    private static final Map<String, String> SEPARATORS =
            Map.of("form", ",", "simple", ",", "spaceDelimited", " ", "pipeDelimited", "|");

    private final Contract contract;
    private final Schema document;
    /** One for all operations: each has tables of its own. */
    private final JsonBody reader = new JsonBody();

    /** Makes a compiler for the operations of a contract. */
    public RequestContracts(Contract contract) {
        this.contract = contract;
        Dialect defined = contract.isOf31() ? Dialects.getOpenApi31() : Dialects.getOpenApi30();
        // Everything else in a document is no keyword; without this each would be logged.
        Dialect dialect = Dialect.builder(defined)
                .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
                .build();
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .preloadSchema(true)
                .regularExpressionFactory(BoundedPattern::new)
                .build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                dialect,
                builder -> builder.schemaRegistryConfig(config).schemaLoader(loader -> loader.block(iri -> true)));
        this.document = registry.getSchema(
                SchemaLocation.of("urn:palm:contract"),
                reader.read(JsonText.of(contract.document()))
                        .orElseThrow(
                                () -> new IllegalArgumentException("document: " + contract + " (expected: JSON)")));
    }

    /**
     * Compiles an operation.
     *
     * @param operation an operation of the contract
     * @param template the path at the upstream, which the operation {@linkplain Operation#fits fits}; its variables are those of the route
     * @param problems is told what cannot be checked
     * @return what checks requests; null after having noted a problem
     */
    public @Nullable RequestContract compile(Operation operation, PathPattern template, Problems problems) {
        int before = problems.found().size();
        List<ParameterCheck> parameters = new ArrayList<>();
        for (Part parameter : contract.parameters(operation)) {
            String where = parameter.at("in").text().orElse("");
            String name = parameter.at("name").text().orElse("");
            boolean skipped = where.equals("cookie")
                    || (where.equals("header") && FIELDS_OF_HTTP.contains(name.toLowerCase(Locale.ROOT)));
            if (!skipped) {
                Optional.ofNullable(parameter(operation, template, parameter, where, name, problems))
                        .ifPresent(parameters::add);
            }
        }
        BodyCheck body = body(contract.part(operation).at("requestBody"), problems);
        return problems.found().size() > before ? null : new RequestContract(parameters, body, reader);
    }

    private @Nullable ParameterCheck parameter(
            Operation operation, PathPattern template, Part parameter, String where, String name, Problems problems) {
        Part content =
                parameter.at("content").members().values().stream().findFirst().orElse(parameter.at("content"));
        boolean json = content.isThere();
        Part schema = json ? content.at("schema") : parameter.at("schema");
        Set<String> types = ValueTypes.of(schema);
        String style = parameter.at("style").text().orElse(where.equals("query") ? "form" : "simple");
        Part explode = parameter.at("explode");
        boolean exploded = explode.isThere() ? explode.isTrue() : style.equals("form");
        if (!json && (!SEPARATORS.containsKey(style) || types.contains("object"))) {
            problems.add(
                    0,
                    parameter.pointer(),
                    SEPARATORS.containsKey(style) ? "an object" : "style " + style,
                    "a value or a list in form, spaceDelimited, pipeDelimited or simple style; without validate anything will do");
            return null;
        }
        return new ParameterCheck(
                where,
                name,
                where.equals("path")
                        ? variable(operation, template, name)
                        : where.equals("header") ? name.toLowerCase(Locale.ROOT) : name,
                parameter.at("required").isTrue() || where.equals("path"),
                types,
                ValueTypes.of(ValueTypes.items(schema)),
                where.equals("query") && exploded ? null : SEPARATORS.get(style),
                json,
                check(schema, problems));
    }

    /** Returns what the route calls the variable that stands where the document's does. */
    private static String variable(Operation operation, PathPattern template, String name) {
        List<PathPattern.Segment> own =
                operation.pattern().map(PathPattern::segments).orElse(List.of());
        int place = own.indexOf(new PathPattern.Variable(name));
        return place >= 0
                        && place < template.segments().size()
                        && template.segments().get(place) instanceof PathPattern.Variable variable
                ? variable.name()
                : name;
    }

    private BodyCheck body(Part body, Problems problems) {
        List<BodyCheck.Listed> listed = new ArrayList<>();
        body.at("content")
                .members()
                .forEach((type, media) ->
                        listed.add(new BodyCheck.Listed(BodyCheck.type(type), check(media.at("schema"), problems))));
        return new BodyCheck(body.at("required").isTrue(), List.copyOf(listed));
    }

    /** Returns what checks values against a schema; null when there is no schema, or after having noted what is wrong with it. */
    private @Nullable SchemaCheck check(Part schema, Problems problems) {
        if (!schema.isThere()) {
            return null;
        }
        try {
            Schema part = document.getRefSchema(path(schema.pointer()));
            part.initializeValidators();
            return new SchemaCheck(part);
        } catch (RuntimeException e) {
            problems.add(
                    0,
                    schema.pointer(),
                    String.valueOf(e.getMessage()),
                    "a schema of this document alone, whose patterns Java reads too");
            return null;
        }
    }

    /** Returns a JSON pointer as the validator has it, which tells the place in a list from a name of digits. */
    private NodePath path(String pointer) {
        NodePath path = new NodePath(PathType.JSON_POINTER);
        Part part = contract.root();
        for (String token : References.tokens("#" + pointer.replace("%", "%25"))) {
            path = part.value() instanceof List<?> ? path.append(Integer.parseInt(token)) : path.append(token);
            part = part.at(token);
        }
        return path;
    }
}
