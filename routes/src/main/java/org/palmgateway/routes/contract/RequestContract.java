package org.palmgateway.routes.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a contract asks of the requests of one operation, compiled.
 *
 * <p>Path, query and header parameters and JSON bodies are checked. Cookies are not, since they do not reach departments; nor are bodies of
 * other types, beyond their type being listed; nor query parameters that the document does not name, which pass. Checking takes a bounded
 * number of steps, and what cannot be checked within them is refused. Immutable; safe for any number of threads.
 */
public final class RequestContract {

    /** The most violations that are told at once. */
    public static final int MOST_VIOLATIONS = 50;

    private final List<ParameterCheck> parameters;
    private final BodyCheck body;
    private final JsonBody reader;

    RequestContract(List<ParameterCheck> parameters, BodyCheck body, JsonBody reader) {
        this.parameters = List.copyOf(parameters);
        this.body = body;
        this.reader = reader;
    }

    /**
     * Tells whether the body must be read to check a request.
     *
     * @param contentType the content type as it was sent; empty when it was not
     */
    public boolean readsBody(String contentType) {
        return body.reads(contentType);
    }

    /**
     * Checks a request.
     *
     * @param language Chinese, or anything else for English
     * @return how it is not as the contract says, at most {@link #MOST_VIOLATIONS}; empty when it is
     */
    public List<Violation> check(RequestFacts request, Locale language) {
        List<Violation> violations = new ArrayList<>();
        for (ParameterCheck parameter : parameters) {
            violations.addAll(parameter.check(request, reader, language));
        }
        violations.addAll(body.check(request, reader, language));
        return List.copyOf(violations.subList(0, Math.min(violations.size(), MOST_VIOLATIONS)));
    }
}
