package org.palmgateway.gateway.admin;

import java.util.List;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;

/** Why something is changed, where it stands in the query for want of a body. */
final class Reasons {

    private Reasons() {}

    /** Returns a reason, or throws what is wrong with it. */
    static String checked(String reason) {
        try {
            return PolicyDocuments.reason(reason);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new Problem.DocumentRefused(
                    List.of(new Problem.Field("reason", reason, String.valueOf(e.getMessage())))));
        }
    }
}
