package org.palmgateway.routes.policy;

/**
 * What one document says at one place.
 *
 * @param target the place
 * @param policy what is said
 * @param source what says it
 */
public record Layer(Target target, Policy policy, Source source) {

    /** Returns what a bundle says. */
    public static Layer ofBundle(Target target, Policy policy, String origin) {
        return new Layer(target, policy, new Source(target.toString(), "bundle " + origin));
    }
}
