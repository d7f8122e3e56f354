package org.palmgateway.gateway.command;

/** A command, or its part for one owner, cannot go on. */
final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    CommandFailed(Failure failure) {
        super(failure.title());
        this.failure = failure;
    }

    CommandFailed(String title) {
        this(Failure.of(title));
    }

    Failure failure() {
        return failure;
    }
}
