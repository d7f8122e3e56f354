package org.palmgateway.routes.registry;

/** What somebody who changes something takes it to be now. */
public sealed interface Expected {

    /** It is this version; 0 when there is none yet. */
    record Version(long version) implements Expected {}

    /** Whatever it is. */
    record Anything() implements Expected {}

    /** Refuses a change that starts from something else than what is there. */
    default void check(long current) {
        if (this instanceof Version expected && expected.version() != current) {
            throw new RegistryRefused(new Refusal.Stale(current));
        }
    }
}
