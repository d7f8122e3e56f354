package org.palmgateway.routes.compose;

/** What stands in the answer for a branch that failed. */
public sealed interface OnFailure {

    /** Nothing. */
    record Omit() implements OnFailure {}

    /** A value that was written down, or taken from elsewhere. */
    record Instead(Template value) implements OnFailure {}

    /** What the cache still has of it, however old; nothing if it has nothing. */
    record Stale() implements OnFailure {}

    /** The whole call fails, and names the branch. */
    record Fail() implements OnFailure {}
}
