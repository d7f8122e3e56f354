package org.palmgateway.gateway.problem;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.dpop.DpopProofs;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Renders problems: as documents by RFC 9457 and as fields of the response's header section.
 *
 * <p>Safe for any number of threads.
 */
public final class ProblemDocument {

    /** The media type of the documents (RFC 9457 §6.1). */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String DPOP = "DPoP realm=\"palm\", algs=\"" + String.join(" ", DpopProofs.algorithms()) + '"';

    private final ProblemTexts texts;
    private final JsonFactory json = new JsonFactory();

    /**
     * Makes a renderer.
     *
     * @param texts the texts to use
     */
    public ProblemDocument(ProblemTexts texts) {
        this.texts = texts;
    }

    /** Returns the language for a caller's {@code Accept-Language}. */
    public Locale language(@Nullable String acceptLanguage) {
        return texts.language(acceptLanguage);
    }

    /**
     * Renders a document.
     *
     * @param problem the problem
     * @param requestId the request's id
     * @param language a language of {@link #language}
     * @return the document in UTF-8
     */
    public byte[] render(Problem problem, String requestId, Locale language) {
        ByteArrayOutputStream document = new ByteArrayOutputStream(400);
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), document)) {
            generator.writeStartObject();
            generator.writeStringProperty(
                    "type", "urn:palm:problem:" + problem.kind().code());
            generator.writeStringProperty("title", texts.title(problem, language));
            generator.writeNumberProperty("status", problem.kind().status());
            generator.writeStringProperty("detail", texts.detail(problem, language));
            generator.writeStringProperty("instance", "urn:palm:request:" + requestId);
            generator.writeStringProperty("code", problem.kind().code());
            generator.writeStringProperty("requestId", requestId);
            if (problem instanceof ComposeProblem.OfBranch of) {
                generator.writeStringProperty("branch", of.branch());
                generator.writeArrayPropertyStart("done");
                of.done().forEach(generator::writeString);
                generator.writeEndArray();
            }
            if (!problem.fields().isEmpty()) {
                generator.writeArrayPropertyStart("errors");
                for (Problem.Field field : problem.fields()) {
                    generator.writeStartObject();
                    generator.writeStringProperty("field", field.field());
                    generator.writeStringProperty("value", field.value());
                    generator.writeStringProperty("expected", field.expected());
                    generator.writeEndObject();
                }
                generator.writeEndArray();
            }
            if (!problem.mistakes().isEmpty()) {
                generator.writeArrayPropertyStart("errors");
                for (Problem.Mistake mistake : problem.mistakes()) {
                    generator.writeStartObject();
                    generator.writeStringProperty("pointer", mistake.pointer());
                    generator.writeStringProperty("detail", mistake.detail());
                    generator.writeEndObject();
                }
                generator.writeEndArray();
            }
            generator.writeEndObject();
        }
        return document.toByteArray();
    }

    /** Returns the value of {@code Proxy-Status} (RFC 9209 §2). */
    public static String proxyStatus(Problem problem) {
        return "palm; error=" + problem.kind().proxyError();
    }

    /** Returns the challenge of {@code WWW-Authenticate} (RFC 6750 §3, RFC 9470 §3, RFC 9449 §7.1), or null when the problem has none. */
    public static @Nullable String challenge(Problem whose) {
        Problem problem = whose.told();
        if (problem instanceof AccessProblem.TokenMissing) {
            return "Bearer realm=\"palm\"";
        }
        if (problem instanceof AccessProblem.TokenRefused refused) {
            return "Bearer realm=\"palm\", error=\"invalid_token\", error_description=\"" + refused.reason() + "\"";
        }
        if (problem instanceof AccessProblem.InsufficientScope scope) {
            return "Bearer realm=\"palm\", error=\"insufficient_scope\", scope=\""
                    + scope.arguments().get(0) + "\"";
        }
        if (problem instanceof AccessProblem.AssuranceTooLow low) {
            String values = String.join(" ", low.acrValues().stream().sorted().toList());
            return "Bearer realm=\"palm\", error=\"insufficient_user_authentication\""
                    + (values.isEmpty() ? "" : ", acr_values=\"" + values + '"');
        }
        if (problem instanceof AccessProblem.ProofRequired) {
            return DPOP + ", error=\"invalid_token\"";
        }
        if (problem instanceof AccessProblem.ProofRefused) {
            return DPOP + ", error=\"invalid_dpop_proof\"";
        }
        return null;
    }
}
