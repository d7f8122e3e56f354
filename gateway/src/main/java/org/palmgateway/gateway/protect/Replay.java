package org.palmgateway.gateway.protect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.policy.Breaker;

/**
 * The order in which a new breaker is told the outcomes that an old one remembers, so that being told opens it at no point: only
 * calls open a breaker, never a change of its numbers.
 *
 * <p>Outcomes are mixed evenly, for they leave the window in the order in which they came. Each next one is that which is most
 * behind its share of those that do not open the breaker. What would open it wherever it stood is left out: where the old outcomes
 * are worse than the new numbers allow, the breaker stays just below them and the next failure opens it.
 */
final class Replay {

    private final Outcomes outcomes;
    private final Breaker settings;
    private final Map<Outcome, Integer> told = new EnumMap<>(Outcome.class);
    private int total;
    private int failed;
    private int slow;

    private Replay(Outcomes outcomes, Breaker settings) {
        this.outcomes = outcomes;
        this.settings = settings;
    }

    static List<Outcome> of(Outcomes outcomes, Breaker settings) {
        Replay replay = new Replay(outcomes, settings);
        List<Outcome> order = new ArrayList<>(outcomes.total());
        for (@Nullable Outcome next = replay.next(); next != null; next = replay.next()) {
            replay.tell(next);
            order.add(next);
        }
        return order;
    }

    private @Nullable Outcome next() {
        @Nullable Outcome next = null;
        long most = Long.MIN_VALUE;
        for (Outcome outcome : Outcome.values()) {
            int count = outcomes.count(outcome);
            int done = told.getOrDefault(outcome, 0);
            long behind = (long) count * (total + 1) - (long) done * outcomes.total();
            if (done < count && behind > most && !opens(outcome)) {
                next = outcome;
                most = behind;
            }
        }
        return next;
    }

    private boolean opens(Outcome outcome) {
        int calls = total + 1;
        int failures = failed + (outcome.isFailed() ? 1 : 0);
        int slowOnes = slow + (outcome.isSlow() ? 1 : 0);
        return calls >= settings.minimumCalls()
                && (100L * failures >= (long) settings.failureRate() * calls
                        || 100L * slowOnes >= (long) settings.slowRate() * calls);
    }

    private void tell(Outcome outcome) {
        told.merge(outcome, 1, Integer::sum);
        total++;
        failed += outcome.isFailed() ? 1 : 0;
        slow += outcome.isSlow() ? 1 : 0;
    }
}
