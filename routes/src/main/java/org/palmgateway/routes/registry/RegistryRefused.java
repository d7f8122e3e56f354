package org.palmgateway.routes.registry;

/** Carries a {@link Refusal} to the edge. */
public final class RegistryRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /**
     * Refuses.
     *
     * @param refusal why
     */
    public RegistryRefused(Refusal refusal) {
        super(refusal.toString());
        this.refusal = refusal;
    }

    RegistryRefused(Refusal refusal, Throwable cause) {
        super(refusal.toString(), cause);
        this.refusal = refusal;
    }

    /** Returns why. */
    public Refusal refusal() {
        return refusal;
    }
}
