package org.palmgateway.gateway.forward;

import java.util.Set;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.routes.policy.Retry;
import org.springframework.http.HttpHeaders;

/** Which requests may be sent again after which failures. Pure functions. */
final class Repeatable {

    /** The longest body that is kept for another attempt, in octets. */
    static final int LONGEST_BODY = 64 * 1024;

    /** Methods that have the effect of one request however often they arrive (RFC 9110 §9.2.2). */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    /** What a department, or a proxy in front of it, answers with when it did not do what was asked. */
    private static final Set<Integer> STATUSES = Set.of(502, 503, 504);

    /** After any of these no answer has begun; one that is late may still come, so that asking again would double the load. */
    private static final Set<ProblemKind> FAILURES = Set.of(
            ProblemKind.DEPARTMENT_REFUSED,
            ProblemKind.DEPARTMENT_CONNECT_TIMEOUT,
            ProblemKind.DEPARTMENT_NO_ADDRESS,
            ProblemKind.DEPARTMENT_TLS,
            ProblemKind.DEPARTMENT_CLOSED);

    private Repeatable() {}

    /** Tells whether a request may arrive at its department more than once. */
    static boolean request(String method, HttpHeaders headers, Retry retry) {
        boolean once = IDEMPOTENT.contains(method)
                || (retry.withIdempotencyKey() && headers.containsHeader("Idempotency-Key"));
        return retry.attempts() > 1 && once && (!DepartmentClient.hasBody(headers) || isShort(headers));
    }

    private static boolean isShort(HttpHeaders headers) {
        return headers.getContentLength() > 0
                && headers.getContentLength() <= LONGEST_BODY
                && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    static boolean failure(ProblemKind kind) {
        return FAILURES.contains(kind);
    }

    static boolean status(int status) {
        return STATUSES.contains(status);
    }
}
