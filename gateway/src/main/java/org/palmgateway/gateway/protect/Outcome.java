package org.palmgateway.gateway.protect;

/** What a breaker remembers of a call. */
enum Outcome {
    GOOD(false, false),
    SLOW(false, true),
    FAILED(true, false),
    SLOW_FAILED(true, true);

    private final boolean failed;
    private final boolean slow;

    Outcome(boolean failed, boolean slow) {
        this.failed = failed;
        this.slow = slow;
    }

    boolean isFailed() {
        return failed;
    }

    boolean isSlow() {
        return slow;
    }
}
