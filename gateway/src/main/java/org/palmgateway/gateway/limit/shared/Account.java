package org.palmgateway.gateway.limit.shared;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one node knows and has of one bucket. Every method is a function of it and its arguments; times are nanoseconds of the
 * epoch.
 *
 * <p>Permits in {@code lease} are charged to the bucket in Redis already, those in the share are not. So a permit is counted in
 * exactly one place at any time, and a request that is refused has changed nothing.
 *
 * @param numbers the numbers that the other components are under
 * @param lease permits leased and not used
 * @param leasedAt when the last of them were leased
 * @param batch how many there were at that time
 * @param spent permits given out since the last visit
 * @param visitedAt when the last visit began; zero before the first
 * @param known how full the bucket in Redis was when last seen; null when it has not been seen
 * @param share what is served from while Redis is out of reach; null when there was no need since the last visit
 */
record Account(
        Numbers numbers,
        long lease,
        long leasedAt,
        long batch,
        long spent,
        long visitedAt,
        @Nullable Level known,
        @Nullable Share share) {

    /**
     * How long leased permits may lie unused before they go back. On top of a bucket that has filled up again they would let
     * more than a burst pass.
     */
    static final long LEASED_FOR = TimeUnit.SECONDS.toNanos(1);

    /** For how long callers are refused by what was seen last. Meanwhile somebody may have filled the bucket. */
    static final long KNOWN_FOR = TimeUnit.SECONDS.toNanos(1);

    /** What is so small that it comes from calculating with fractions. */
    private static final double NOTHING = 1e-6;

    /**
     * What a visit takes along.
     *
     * @param visit the visit
     * @param after the account while the visit is on its way
     * @param settles permits out of the share that are settled when it has been made
     */
    record Departure(Visit visit, Account after, long settles) {}

    /**
     * Permits that were taken.
     *
     * @param after the account without them
     * @param leased how many were leased ones
     * @param shared how many were the share's
     */
    record Taken(Account after, long leased, long shared) {}

    static Account fresh(Numbers numbers) {
        return new Account(numbers, 0, 0, 0, 0, 0, null, null);
    }

    /** Returns the account with everything in proportion to other numbers. */
    Account under(Numbers others) {
        double scale = numbers.scaleTo(others);
        return new Account(
                others,
                (long) (lease * scale),
                leasedAt,
                (long) (batch * scale),
                spent,
                visitedAt,
                known == null ? null : new Level(known.permits() * scale, known.at()),
                share == null ? null : share.scaled(scale));
    }

    /**
     * Opens the share, if it is to be served from and is not open. That is done before it is known whether it suffices: it fills
     * only while it is open, and who was told to wait would else wait in vain.
     */
    Account open(Footing footing, long now) {
        return isToOpen(footing)
                ? new Account(numbers, lease, leasedAt, batch, spent, visitedAt, known, opened(footing, now))
                : this;
    }

    /** Tells whether {@link #open} would open the share. */
    boolean isToOpen(Footing footing) {
        return !footing.shared() && share(footing) == null;
    }

    /** Tells what there is for a request of so many permits. */
    Look look(long permits, Footing footing, long now) {
        long lack = permits - usable(now);
        if (lack <= 0) {
            return Look.ENOUGH;
        }
        if (!footing.shared()) {
            double missing = Math.min((double) lack, numbers.share().most()) - shareLevel(footing, now);
            return missing <= NOTHING
                    ? Look.ENOUGH
                    : new Look.TooFew(numbers.share().until(missing));
        }
        if (permits > numbers.burst()) {
            return new Look.TooFew(numbers.whole().until((double) lack - believed(now)));
        }
        if (known == null || owes() || !known.isYoungerThan(KNOWN_FOR, now)) {
            return new Look.Ask(lack);
        }
        double missing = (double) lack - believed(now);
        Duration untilThere = missing > NOTHING ? numbers.whole().until(missing) : Duration.ZERO;
        Duration untilAsked = known.permits() < Math.max(1, numbers.breath())
                ? Duration.ofNanos(known.at() + Numbers.PAUSE - now)
                : Duration.ZERO;
        Duration wait = untilThere.compareTo(untilAsked) > 0 ? untilThere : untilAsked;
        return wait.isZero() || wait.isNegative() ? new Look.Ask(lack) : new Look.TooFew(wait);
    }

    /** Takes permits, leased ones first; null when there are not enough at hand. */
    @Nullable
    Taken take(long permits, Footing footing, long now) {
        if (!(look(permits, footing, now) instanceof Look.Enough)) {
            return null;
        }
        long leased = Math.min(permits, usable(now));
        long shared = permits - leased;
        Share rest = shared == 0 ? share : opened(footing, now).take(shared, now, numbers);
        return new Taken(
                new Account(numbers, lease - leased, leasedAt, batch, spent + permits, visitedAt, known, rest),
                leased,
                shared);
    }

    /** Puts back what was taken, as if it had not been. */
    Account putBack(long leased, long shared) {
        // When the share has been settled meanwhile, its permits are the bucket's, that is, leased.
        boolean settled = share == null || share.admitted() < shared;
        return new Account(
                numbers,
                lease + leased + (settled ? shared : 0),
                leasedAt,
                batch,
                Math.max(0, spent - leased - shared),
                visitedAt,
                known,
                settled || share == null ? share : share.giveBack(shared));
    }

    /**
     * Begins a visit: what goes back is taken out, and what will soon be needed is found from what was given out since the last
     * visit.
     */
    Departure depart(long least, long demanded, boolean ahead, long now) {
        long usable = usable(now);
        double believed = believed(now);
        // Had they stayed there, the bucket would have overflowed with what it has no room for. A permit that has a
        // part of the room goes back: under a limit of a few permits one is much.
        long room = (long) Math.max(0, Math.ceil(numbers.burst() - believed - NOTHING));
        Visit visit = new Visit(
                numbers,
                believed,
                share == null ? 0 : share.debt(now, numbers),
                Math.min(lease - usable, room),
                least,
                demanded,
                ahead ? Math.max(0, soon(now) - usable) : 0);
        return new Departure(
                visit,
                new Account(numbers, usable, leasedAt, batch, 0, now, known, share),
                share == null ? 0 : share.admitted());
    }

    /**
     * Ends a visit that has been made.
     *
     * @param departure how it began
     * @param visited what came of it
     * @param keepShare whether the share is still served from
     */
    Account arrive(Departure departure, Visited visited, boolean keepShare, long now) {
        Numbers then = departure.visit().numbers();
        double scale = then == numbers ? 1 : then.scaleTo(numbers);
        long leased = lease + (long) (visited.granted() * scale);
        Level level = scale == 1
                ? visited.level()
                : new Level(visited.level().permits() * scale, visited.level().at());
        @Nullable Share rest = share == null ? null : share.settled(Math.min(share.admitted(), departure.settles()));
        return new Account(
                numbers,
                leased,
                visited.granted() > 0 ? now : leasedAt,
                leased,
                spent,
                visitedAt,
                level,
                rest != null && (keepShare || rest.admitted() > 0) ? rest : null);
    }

    /** Tells whether more should be leased before the lease is used up. */
    boolean runsLow(long now) {
        return batch >= 2
                && usable(now) * 2 < batch
                && (known == null || believed(now) >= 1 || !known.isYoungerThan(KNOWN_FOR, now));
    }

    /** Tells whether permits have lain unused for too long. */
    boolean hasStale(long now) {
        return lease > 0 && usable(now) == 0;
    }

    /** Tells whether permits were given out that the bucket in Redis does not know of. */
    boolean owes() {
        return share != null && share.admitted() > 0;
    }

    /** Returns how many permits are left, as far as the node knows. */
    double left(Footing footing, long now) {
        double elsewhere = footing.shared()
                ? believed(now) - (share == null ? 0 : share.debt(now, numbers))
                : shareLevel(footing, now);
        return Math.max(0, usable(now) + elsewhere);
    }

    /** Returns how permits come back. */
    Pace pace(Footing footing) {
        return footing.shared() ? numbers.whole() : numbers.share();
    }

    private long usable(long now) {
        return now - leasedAt <= LEASED_FOR ? lease : 0;
    }

    private double believed(long now) {
        return known == null ? numbers.burst() : known.at(now, numbers.whole());
    }

    private double shareLevel(Footing footing, long now) {
        return opened(footing, now).level().at(now, numbers.share());
    }

    private Share opened(Footing footing, long now) {
        @Nullable Share open = share(footing);
        return open == null ? Share.open(known, numbers, footing.outage(), now) : open;
    }

    /** Returns the share of this outage. One out of an earlier outage says nothing any more, unless it is still to be settled. */
    private @Nullable Share share(Footing footing) {
        return share != null && (share.outage() == footing.outage() || share.admitted() > 0) ? share : null;
    }

    /** Returns what will be given out in the time of a lease if it goes on like this, at most four times what was given out. */
    private long soon(long now) {
        long elapsed = Math.max(1, now - visitedAt);
        return Math.min(4 * spent, (long) ((double) spent * LEASED_FOR / elapsed));
    }
}
