package org.palmgateway.gateway.admin;

import java.util.List;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.store.PolicyEdit.Expected;
import org.springframework.http.HttpHeaders;

/** Versions as entity tags (RFC 9110 §8.8.3) and the preconditions that are made of them (§13.1). */
final class Versions {

    private Versions() {}

    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Returns the version that a change starts from; 0 when there must be nothing yet ({@code If-None-Match: *}).
     *
     * @throws ProblemException when the caller does not say, or says something that is no tag of ours
     */
    static long expected(HttpHeaders headers) {
        List<String> match = headers.getOrEmpty(HttpHeaders.IF_MATCH);
        List<String> none = headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH);
        if (match.size() == 1 && none.isEmpty() && match.get(0).matches("\"[0-9]{1,18}\"")) {
            return Long.parseLong(match.get(0), 1, match.get(0).length() - 1, 10);
        }
        if (match.isEmpty() && none.size() == 1 && none.get(0).strip().equals("*")) {
            return 0;
        }
        throw new ProblemException(
                match.isEmpty() && none.isEmpty()
                        ? new Problem.VersionNeeded()
                        : new Problem.MalformedRequest("entity-tag"));
    }

    static Expected ofPolicy(HttpHeaders headers) {
        return new Expected.OfPolicy(expected(headers));
    }

    static Expected ofBook(HttpHeaders headers) {
        return new Expected.OfBook(expected(headers));
    }
}
