package org.palmgateway.routes.policy;

import java.util.ArrayList;
import java.util.List;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.document.Scalars;

/**
 * Sees to it that a place tightens the limits of the places above it and never seems to loosen them.
 *
 * <p>Limits add up, so a looser one below could let nothing more pass; whoever writes it must learn that it would do nothing.
 */
public final class Tightening {

    private Tightening() {}

    /**
     * Checks the limits of a policy.
     *
     * @param policy the policy
     * @param above the limits of the places above
     * @param file what to call the document in messages
     * @param at where the policy stands in the document: empty, or ending in a dot
     * @return a problem for every number that is looser than that of the limit of the same id above
     */
    public static List<DocumentProblem> problems(Policy policy, List<PlacedLimit> above, String file, String at) {
        List<DocumentProblem> problems = new ArrayList<>();
        for (int i = 0; i < policy.limits().size(); i++) {
            Limit limit = policy.limits().get(i);
            for (PlacedLimit placed : above) {
                if (placed.limit().id().equals(limit.id())) {
                    compare(limit, placed, file, at + "limits[" + i + "].", problems);
                }
            }
        }
        return problems;
    }

    private static void compare(
            Limit limit, PlacedLimit placed, String file, String at, List<DocumentProblem> problems) {
        Limit above = placed.limit();
        String of = ", as " + placed.name() + " of " + placed.source() + " says";
        if (!limit.per().equals(above.per())) {
            problems.add(new DocumentProblem(file, 0, at + "per", words(limit), words(above) + of + "; or another id"));
            return;
        }
        if (limit.burst() > above.burst()) {
            problems.add(new DocumentProblem(
                    file, 0, at + "burst", Long.toString(limit.burst()), "at most " + above.burst() + of));
        }
        if (limit.isFasterThan(above)) {
            problems.add(new DocumentProblem(
                    file,
                    0,
                    at + "permits",
                    limit.permits() + " in " + Scalars.written(limit.window()),
                    "no more than " + above.permits() + " in " + Scalars.written(above.window()) + of));
        }
        if (limit.mode() == Limit.Mode.SHADOW && above.mode() == Limit.Mode.ENFORCE) {
            problems.add(new DocumentProblem(file, 0, at + "mode", "shadow", "enforce" + of));
        }
    }

    private static String words(Limit limit) {
        return String.join(", ", limit.per().stream().map(Dimension::word).toList());
    }
}
