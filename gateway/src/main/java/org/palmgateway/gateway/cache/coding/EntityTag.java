package org.palmgateway.gateway.cache.coding;

/**
 * Entity tags of encoded forms (RFC 9110 §8.8.3.3): a strong tag stands for octets, so each coding has its own, {@code "abc-gzip"} of
 * {@code "abc"}. A weak one stands for the meaning, which a coding does not change, and is the same for all forms.
 *
 * <p>What is not an entity tag is given back as it is.
 */
public final class EntityTag {

    private EntityTag() {}

    /**
     * Returns the tag of the encoded form.
     *
     * @param tag the tag of the form that is not encoded, with its quotes
     */
    public static String encoded(String tag, Coding coding) {
        return isStrong(tag) ? tag.substring(0, tag.length() - 1) + suffix(coding) : tag;
    }

    /**
     * Returns the tag of the form that is not encoded. A department may give such tags itself, as Apache's server does: so compare
     * the tag as the caller sent it first.
     *
     * @param tag a tag as a caller sent it, with its quotes
     */
    public static String unencoded(String tag) {
        if (isStrong(tag)) {
            for (Coding coding : Coding.values()) {
                if (tag.endsWith(suffix(coding))) {
                    return tag.substring(0, tag.length() - suffix(coding).length()) + '"';
                }
            }
        }
        return tag;
    }

    private static String suffix(Coding coding) {
        return '-' + coding.token() + '"';
    }

    private static boolean isStrong(String tag) {
        return tag.length() >= 2 && tag.indexOf('"') == 0 && tag.indexOf('"', 1) == tag.length() - 1;
    }
}
