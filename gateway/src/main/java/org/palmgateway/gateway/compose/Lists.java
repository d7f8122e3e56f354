package org.palmgateway.gateway.compose;

import org.palmgateway.gateway.compose.value.Known;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.routes.compose.Each;
import tools.jackson.databind.JsonNode;

/** The lists that branches are called for. Pure functions. */
final class Lists {

    private Lists() {}

    /**
     * Returns the list that a branch is called for.
     *
     * @throws ProblemException when there is none, or it is too long
     */
    static JsonNode of(Each each, Known known) {
        JsonNode list = known.at(each.in());
        boolean later = each.in().comesLater();
        if (!list.isArray()) {
            throw new ProblemException(new ComposeProblem.ValueMissing(
                    later ? ProblemKind.RESULT_MISSING : ProblemKind.INPUT_MISSING,
                    each.in().toString()));
        }
        if (list.size() > each.most()) {
            throw new ProblemException(new ComposeProblem.ListTooLong(
                    later ? ProblemKind.RESULT_TOO_LONG : ProblemKind.INPUT_TOO_LONG,
                    each.in().toString(),
                    each.most()));
        }
        return list;
    }
}
