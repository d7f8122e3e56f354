package org.palmgateway.routes.model;

import java.net.URI;

/**
 * One base URL of a department's backend.
 *
 * @param id unique within its department
 * @param url absolute {@code http} or {@code https} address without user information, query or fragment; the paths of routes are appended to its path
 * @param guarded whether it may lead to addresses only that operators allow, since somebody else wrote it down
 */
public record Upstream(String id, URI url, boolean guarded) {

    /** What an address has to be, in words. */
    public static final String EXPECTED = "http or https with a host, without user, query or fragment";

    /** An upstream that operators wrote down themselves. */
    public Upstream(String id, URI url) {
        this(id, url, false);
    }

    /** Returns scheme and authority of the address, without a slash at the end. */
    public String server() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** Refuses addresses that are not plain base URLs (RFC 3986 §4.3, RFC 9110 §4.2). */
    public Upstream {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web
                || url.getHost() == null
                || url.getPort() > 65535
                || url.getPort() == 0
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException("url: " + url + " (expected: " + EXPECTED + ")");
        }
    }
}
