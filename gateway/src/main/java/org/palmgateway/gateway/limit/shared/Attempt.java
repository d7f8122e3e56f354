package org.palmgateway.gateway.limit.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.limit.Charge;
import org.palmgateway.gateway.limit.Demand;
import org.palmgateway.gateway.limit.Standing;
import org.palmgateway.routes.policy.Limit;

/**
 * Decides one request by the accounts of its buckets, all or none: it looks at every one first, and what it then takes it puts
 * back if another request was faster at one of them.
 */
final class Attempt {

    /** What came of it. */
    sealed interface Outcome {

        /**
         * It is decided.
         *
         * @param charge how
         * @param taken what was taken of which bucket
         */
        record Decided(Charge charge, List<Piece> taken) implements Outcome {}

        /**
         * Redis has to be asked first.
         *
         * @param asks what for
         */
        record Undecided(List<Want> asks) implements Outcome {}

        /** Another request was faster. */
        record Again() implements Outcome {}
    }

    /**
     * Permits that a bucket lacks.
     *
     * @param bucket the bucket
     * @param lack how many
     */
    record Want(Bucket bucket, long lack) {}

    /**
     * Permits taken of a bucket.
     *
     * @param bucket the bucket
     * @param taken how they were taken
     */
    record Piece(Bucket bucket, Account.Taken taken) {}

    /**
     * One demand and its bucket.
     *
     * @param demand the demand
     * @param bucket the bucket
     */
    record Line(Demand demand, Bucket bucket) {

        Limit limit() {
            return demand.limit().limit();
        }

        boolean enforced() {
            return limit().mode() == Limit.Mode.ENFORCE;
        }
    }

    private final List<Line> lines;
    private final int nodes;

    Attempt(List<Line> lines, int nodes) {
        this.lines = lines;
        this.nodes = nodes;
    }

    Outcome decide(Footing footing, long now) {
        List<Look> looks = new ArrayList<>(lines.size());
        List<Want> asks = new ArrayList<>(0);
        boolean refused = false;
        for (Line line : lines) {
            Look look = line.bucket()
                    .account(line.limit(), nodes, footing, now)
                    .look(line.demand().permits(), footing, now);
            looks.add(look);
            if (look instanceof Look.Ask ask) {
                asks.add(new Want(line.bucket(), ask.lack()));
            }
            refused |= look instanceof Look.TooFew && line.enforced();
        }
        if (refused) {
            return new Outcome.Decided(refusal(looks, footing, now), List.of());
        }
        return asks.isEmpty() ? take(looks, footing, now) : new Outcome.Undecided(asks);
    }

    private Outcome take(List<Look> looks, Footing footing, long now) {
        List<Piece> pieces = new ArrayList<>(lines.size());
        List<Standing> standings = new ArrayList<>(lines.size());
        List<Standing> shadowed = new ArrayList<>(0);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (looks.get(i) instanceof Look.TooFew tooFew) {
                Standing standing = standing(line.demand(), line.bucket().account(), tooFew, footing, now);
                standings.add(standing);
                shadowed.add(standing);
                continue;
            }
            Account.@Nullable Taken taken = line.bucket().take(line.demand().permits(), footing, now);
            if (taken == null) {
                putBack(pieces);
                return new Outcome.Again();
            }
            pieces.add(new Piece(line.bucket(), taken));
            standings.add(standing(line.demand(), taken.after(), footing, now));
        }
        return new Outcome.Decided(new Charge.Granted(standings, shadowed), pieces);
    }

    private static void putBack(List<Piece> pieces) {
        for (Piece piece : pieces) {
            piece.bucket()
                    .update(account -> account.putBack(
                            piece.taken().leased(), piece.taken().shared()));
        }
    }

    private Charge.Refused refusal(List<Look> looks, Footing footing, long now) {
        List<Standing> standings = new ArrayList<>(lines.size());
        List<Standing> lacking = new ArrayList<>(1);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            Standing standing = standing(line.demand(), line.bucket().account(), looks.get(i), footing, now);
            standings.add(standing);
            if (looks.get(i) instanceof Look.TooFew && line.enforced()) {
                lacking.add(standing);
            }
        }
        lacking.sort(Comparator.comparing(Standing::untilEnough).reversed());
        return new Charge.Refused(standings, lacking);
    }

    /** Tells how an account stands towards a demand. */
    static Standing standing(Demand demand, Account account, Footing footing, long now) {
        return standing(demand, account, account.look(demand.permits(), footing, now), footing, now);
    }

    private static Standing standing(Demand demand, Account account, Look look, Footing footing, long now) {
        double left = account.left(footing, now);
        Pace pace = account.pace(footing);
        // When Redis is to be asked, what it said last is the best guess.
        Duration untilEnough =
                look instanceof Look.TooFew tooFew ? tooFew.untilEnough() : pace.until(missing(look, demand, left));
        return new Standing(demand, (long) (left + 1e-6), untilEnough, pace.until(pace.most() - left));
    }

    private static double missing(Look look, Demand demand, double left) {
        return look instanceof Look.Ask ? demand.permits() - left : 0;
    }
}
