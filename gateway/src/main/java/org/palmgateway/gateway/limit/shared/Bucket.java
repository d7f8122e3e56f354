package org.palmgateway.gateway.limit.shared;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.limit.BucketKey;
import org.palmgateway.routes.policy.Limit;

/** One bucket on this node: its account, which changes in single steps, and whether Redis is being asked about it. */
final class Bucket {

    private final BucketKey key;
    private final AtomicReference<Account> account;
    private final AtomicReference<Waiting> waiting = new AtomicReference<>(Waiting.IDLE);
    private final AtomicBoolean toReturn = new AtomicBoolean();
    private final AtomicBoolean toSettle = new AtomicBoolean();

    Bucket(BucketKey key, Numbers numbers) {
        this.key = key;
        this.account = new AtomicReference<>(Account.fresh(numbers));
    }

    BucketKey key() {
        return key;
    }

    Account account() {
        return Objects.requireNonNull(account.get());
    }

    /** Returns the account under a limit's numbers, which it is brought to in proportion. */
    Account account(Limit limit, int nodes) {
        Account found = account();
        if (found.numbers().are(limit)) {
            return found;
        }
        Numbers changed = Numbers.of(limit, nodes);
        return update(current -> current.numbers().are(limit) ? current : current.under(changed));
    }

    /** Returns the account as a request is to look at it. */
    Account account(Limit limit, int nodes, Footing footing, long now) {
        Account found = account(limit, nodes);
        return found.isToOpen(footing) ? update(current -> current.open(footing, now)) : found;
    }

    Account update(UnaryOperator<Account> change) {
        return account.updateAndGet(change);
    }

    Account.@Nullable Taken take(long permits, Footing footing, long now) {
        while (true) {
            Account found = account();
            Account.@Nullable Taken taken = found.take(permits, footing, now);
            if (taken == null || account.compareAndSet(found, taken.after())) {
                return taken;
            }
        }
    }

    Account.Departure depart(long least, long demanded, boolean ahead, long now) {
        while (true) {
            Account found = account();
            Account.Departure departure = found.depart(least, demanded, ahead, now);
            if (account.compareAndSet(found, departure.after())) {
                return departure;
            }
        }
    }

    AtomicReference<Waiting> waiting() {
        return waiting;
    }

    /** Whether it is among those that may have permits to give back. */
    AtomicBoolean toReturn() {
        return toReturn;
    }

    /** Whether it is among those that may have something to settle. */
    AtomicBoolean toSettle() {
        return toSettle;
    }
}
