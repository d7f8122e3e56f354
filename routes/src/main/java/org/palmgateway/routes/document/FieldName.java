package org.palmgateway.routes.document;

import java.util.List;
import java.util.Locale;

/** Names of request fields that a bundle may have a say about. */
public final class FieldName {

    /** What a name may be, for a message. */
    public static final String EXPECTED =
            "the name of a field of letters, digits and '-', such as App-Version, that tells no caller from"
                    + " another and that the gateway does not make itself";

    private static final int LONGEST = 100;

    /**
     * By these a caller could be told from others, a department be led to believe what was made up, or a message be read in another way; they
     * are for the gateway to make or to keep back.
     */
    private static final List<String> THE_GATEWAYS = List.of(
            "authorization",
            "proxy-",
            "dpop",
            "cookie",
            "palm-",
            "x-forwarded",
            "x-original-",
            "x-rewrite-",
            "x-http-method",
            "x-method-override",
            "x-real-ip",
            "x-client-ip",
            "x-ssl-client",
            "x-auth-request-",
            "x-api-key",
            "forwarded",
            "host",
            "from",
            "trace",
            "content-",
            "connection",
            "keep-alive",
            "transfer-encoding",
            "upgrade",
            "expect",
            "trailer");

    private FieldName() {}

    /**
     * Reads a name.
     *
     * @return the name in lower case
     * @throws IllegalArgumentException saying what is expected
     */
    public static String of(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        boolean token = !name.isEmpty()
                && name.length() <= LONGEST
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
        if (!token || name.equals("te") || THE_GATEWAYS.stream().anyMatch(name::startsWith)) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return name;
    }
}
