package org.palmgateway.auth.replay;

import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Tells the first use of a one-time id from a repeat, for example of the {@code jti} of a DPoP proof (RFC 9449 §11.1).
 *
 * <p>Rules that every implementation keeps, whether its memory is one node's or shared between nodes:
 *
 * <ul>
 *   <li>Asking records the id, in one atomic step. Of all who ask about an id within the time that it is kept, on all
 *       nodes that share the memory, exactly one is told {@code true}.
 *   <li>An id is kept for the time that the first asker named. Repeats do not lengthen it. It may be kept longer, never
 *       shorter: an id whose time has not passed is not given up for want of space.
 *   <li>What cannot be recorded is not first: when the memory is full or cannot be reached, the answer is the error
 *       {@link NotRecorded}. An asker never lets a request pass on an error.
 *   <li>Ids are compared as texts, octet by octet. They may have any length and content; what is stored for each has a
 *       bounded size. Askers with different kinds of ids put the kind in front, for one memory serves all.
 * </ul>
 *
 * <p>Safe for any number of threads. The answer may come on another thread than the asker's.
 */
public interface SeenOnce {

    /**
     * Records an id, and says whether that was its first use. Nothing is recorded before subscription; each subscription
     * is a use.
     *
     * @param id what must not be used twice
     * @param keptFor how long it is kept from now on; more than zero
     * @return {@code true} for the first use, {@code false} for a repeat, or the error {@link NotRecorded}
     * @throws IllegalArgumentException if {@code keptFor} is zero or less
     */
    Mono<Boolean> isFirst(String id, Duration keptFor);

    /**
     * Takes back that an id was seen, since nothing came of it; it may then be used again. A memory that cannot take anything back, as by
     * default, keeps the id, which is the safe side.
     *
     * @param id the id
     * @return completes when that is done
     */
    default Mono<Void> forget(String id) {
        return Mono.empty();
    }
}
