package org.palmgateway.gateway.compose.convert;

/**
 * A content or a tree that is not converted.
 *
 * <p>Says nothing of the content, which may be about a person, and has no stack trace, since it is about the content and not about
 * this program.
 */
public final class ConversionRefused extends Exception {

    private final Refusal refusal;

    ConversionRefused(Refusal refusal) {
        super(refusal.word(), null, false, false);
        this.refusal = refusal;
    }

    /** Returns the reason. */
    public Refusal refusal() {
        return refusal;
    }
}
