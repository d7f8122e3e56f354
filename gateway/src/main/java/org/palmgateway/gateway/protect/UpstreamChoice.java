package org.palmgateway.gateway.protect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.model.Upstream;

/**
 * Chooses the upstream that a call goes to.
 *
 * <p>One that was not tried yet for this request comes before one that was, then one that is not ejected before one that is, then the
 * one with the fewest calls under way; among equals chance decides. The first of that order whose breaker lets the call pass is
 * chosen. So ejection never takes away the last upstream, and an only upstream is tried again.
 *
 * <p>Safe for any number of threads if the random source is.
 */
public final class UpstreamChoice {

    private final Supplier<? extends RandomGenerator> random;

    /**
     * Makes the choice.
     *
     * @param random the source of chance, asked on the thread that chooses; {@code ThreadLocalRandom::current}
     */
    public UpstreamChoice(Supplier<? extends RandomGenerator> random) {
        this.random = random;
    }

    private record Candidate(Upstream upstream, UpstreamState state, boolean tried, boolean ejected) {

        int rank() {
            return (tried ? 2 : 0) + (ejected ? 1 : 0);
        }

        /** Less than zero when this one is better. */
        int compareTo(Candidate other) {
            int byRank = rank() - other.rank();
            return byRank != 0 ? byRank : state.inFlight() - other.state.inFlight();
        }
    }

    /**
     * Chooses an upstream and begins the call.
     *
     * @param load the department's load
     * @param upstreams the upstreams that may answer, at least one
     * @param tried ids of those that this request was sent to before
     * @param forced what operators force
     */
    public Choice choose(DepartmentLoad load, List<Upstream> upstreams, Set<String> tried, ForcedBreakers forced) {
        if (upstreams.isEmpty()) {
            throw new IllegalArgumentException("upstreams: none (expected: at least one)");
        }
        List<Candidate> candidates = new ArrayList<>(upstreams.size());
        for (Upstream upstream : upstreams) {
            UpstreamState state = load.upstream(upstream.id());
            candidates.add(new Candidate(upstream, state, tried.contains(upstream.id()), state.isEjected()));
        }
        @Nullable Duration wait = null;
        while (!candidates.isEmpty()) {
            Candidate best = best(candidates);
            @Nullable Boolean forcedOpen = forced.isOpen(best.upstream().id());
            @Nullable Call call = best.state().tryCall(forcedOpen);
            if (call != null) {
                return new Choice.Chosen(best.upstream(), call);
            }
            Duration until = best.state().breaker().untilProbe(forcedOpen);
            wait = wait == null || until.compareTo(wait) < 0 ? until : wait;
            candidates.remove(best);
        }
        return new Choice.Unavailable(wait == null ? Duration.ZERO : wait);
    }

    private Candidate best(List<Candidate> candidates) {
        Candidate best = candidates.get(0);
        int equals = 1;
        for (int i = 1; i < candidates.size(); i++) {
            Candidate next = candidates.get(i);
            int order = next.compareTo(best);
            if (order < 0) {
                best = next;
                equals = 1;
            } else if (order == 0) {
                equals++;
                if (random.get().nextInt(equals) == 0) {
                    best = next;
                }
            }
        }
        return best;
    }
}
