package org.palmgateway.auth.passport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The signing keys at one moment: those that no longer sign but may still have to verify, the one that signs, the one that
 * comes next. Immutable; moving on in time gives a new ring.
 */
record KeyRing(List<SigningKey> old, SigningKey current, SigningKey next) {

    static KeyRing startingAt(Instant now, Duration rotateEvery) {
        Instant change = now.plus(rotateEvery);
        return new KeyRing(
                List.of(), SigningKey.generate(now, change), SigningKey.generate(change, change.plus(rotateEvery)));
    }

    /** The ring at a later time: this one, or one in which the next key has taken over. */
    KeyRing at(Instant now, Duration rotateEvery, Duration publishAfter) {
        if (now.isBefore(current.until())) {
            return this;
        }
        // A gateway that nobody asked anything for a whole period goes on with the key it announced, for a full period.
        SigningKey successor = now.isBefore(next.until()) ? next : next.during(now, now.plus(rotateEvery));
        List<SigningKey> retired = Stream.concat(old.stream(), Stream.of(current))
                .filter(key -> now.isBefore(key.until().plus(publishAfter)))
                .toList();
        Instant change = successor.until();
        return new KeyRing(retired, successor, SigningKey.generate(change, change.plus(rotateEvery)));
    }

    /** The keys to publish: the next one only from a while before it signs, the old ones only for a while after. */
    Stream<SigningKey> published(Instant now, Duration publishBefore, Duration publishAfter) {
        Stream<SigningKey> retired =
                old.stream().filter(key -> now.isBefore(key.until().plus(publishAfter)));
        Stream<SigningKey> coming = now.isBefore(next.from().minus(publishBefore)) ? Stream.empty() : Stream.of(next);
        return Stream.of(retired, Stream.of(current), coming).flatMap(keys -> keys);
    }
}
