package org.palmgateway.auth.dpop;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An {@code http} or {@code https} URI without query and fragment, in the one spelling that is left after syntax-based and
 * scheme-based normalisation (RFC 3986 §6.2.2, §6.2.3; RFC 9110 §4.2.3). Two such URIs name the same target exactly if
 * they are equal.
 *
 * <p>Empty segments stay: {@code /a//b} is another path than {@code /a/b}. Immutable; safe for any number of threads.
 */
record NormalTarget(String scheme, String host, String port, String path) {

    private static final Pattern ENCODED = Pattern.compile("%(\\p{XDigit}{2})");
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** The target that a text names; nothing if the text is no absolute URI of http or https with a host. */
    static Optional<NormalTarget> of(String text) {
        try {
            return of(new URI(text));
        } catch (URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    /** The target of a URI; nothing if it is not absolute, not of http or https, without host or with user information. */
    static Optional<NormalTarget> of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority();
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || authority == null || authority.contains("@")) {
            return Optional.empty();
        }
        // Not uri.getHost(), which knows no host with an underscore. A colon within brackets belongs to an IPv6
        // address.
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host =
                unescaped(hasPort ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
        String port = hasPort ? authority.substring(colon + 1) : "";
        if (host.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NormalTarget(
                scheme,
                host,
                port.isEmpty() ? defaultPort(scheme) : port,
                withoutDotSegments(unescaped(uri.getRawPath()))));
    }

    private static String defaultPort(String scheme) {
        return scheme.equals("https") ? "443" : "80";
    }

    /** Percent-encodings of unreserved characters are decoded, all others written in upper case (RFC 3986 §6.2.2.1-2). */
    private static String unescaped(String path) {
        return ENCODED.matcher(path).replaceAll(encoded -> {
            char octet = (char) Integer.parseInt(encoded.group(1), 16);
            return UNRESERVED.indexOf(octet) >= 0
                    ? String.valueOf(octet)
                    : encoded.group().toUpperCase(Locale.ROOT);
        });
    }

    /** RFC 3986 §5.2.4. {@link URI#normalize()} would also join empty segments and keep leading ".." ones. */
    private static String withoutDotSegments(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        // The path of a URI with an authority is empty or starts with a slash, so the first segment is empty.
        for (int index = 1; index < segments.length; index++) {
            String segment = segments[index];
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.equals(".")) {
                kept.addLast(segment);
                continue;
            }
            if (index == segments.length - 1) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
