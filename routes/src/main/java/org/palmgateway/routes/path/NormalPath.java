package org.palmgateway.routes.path;

import java.util.ArrayList;
import java.util.List;

/**
 * A request path, decoded and normalised exactly once.
 *
 * <p>Two spellings that RFC 3986 §6.2.2 calls equivalent give equal paths, so they reach the same route: percent-encoded
 * characters are decoded (§6.2.2.2), hexadecimal digits may have any case (§6.2.2.1) and dot segments, plain or encoded,
 * are removed (§6.2.2.3, §5.2.4). What departments are known to read in different ways is refused instead of guessed:
 * empty segments, slashes and backslashes inside a segment, path parameters, control characters and octets that are not
 * UTF-8; see {@link MalformedPath.Reason}. Letter case is significant (§6.2.2.1 exempts only scheme and host). One
 * trailing slash is kept for the department but does not choose the route.
 *
 * <p>Nothing is decoded twice: {@code %252e} is the text {@code %2e}, and is sent on as {@code %252e}.
 *
 * <p>Immutable; safe for any number of threads.
 */
public final class NormalPath {

    /** The most segments a path may have; what remains bounds the work of one lookup. */
    public static final int MAXIMUM_SEGMENTS = 64;

    private final List<String> segments;
    private final boolean trailingSlash;

    private NormalPath(List<String> segments, boolean trailingSlash) {
        this.segments = segments;
        this.trailingSlash = trailingSlash;
    }

    /**
     * Normalises the path of a request target.
     *
     * @param raw the path as received, without query
     * @return its normal form
     * @throws MalformedPath when the path has none
     */
    public static NormalPath of(String raw) throws MalformedPath {
        if (raw.isEmpty() || raw.charAt(0) != '/') {
            throw new MalformedPath(MalformedPath.Reason.NOT_ABSOLUTE);
        }
        List<String> segments = new ArrayList<>(8);
        boolean slash = false;
        int start = 1;
        while (start <= raw.length()) {
            int next = raw.indexOf('/', start);
            int end = next < 0 ? raw.length() : next;
            boolean last = next < 0;
            if (start == end) {
                if (!last) {
                    throw new MalformedPath(MalformedPath.Reason.EMPTY_SEGMENT);
                }
                slash = true;
            } else {
                slash = append(segments, Segments.decode(raw, start, end)) && last;
            }
            start = end + 1;
        }
        return new NormalPath(segments, slash && !segments.isEmpty());
    }

    /**
     * Makes a path of segments that are decoded already, without a slash behind the last.
     *
     * @param segments the segments, none of them empty, a dot segment or with a slash
     * @throws IllegalArgumentException when a segment cannot be one of a normal path, or there are too many
     */
    public static NormalPath ofSegments(List<String> segments) {
        for (String segment : segments) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || segment.indexOf('/') >= 0) {
                throw new IllegalArgumentException(
                        "segment: " + segment + " (expected: text without '/', no dot segment)");
            }
        }
        if (segments.size() > MAXIMUM_SEGMENTS) {
            throw new IllegalArgumentException(
                    "segments: " + segments.size() + " (expected: at most " + MAXIMUM_SEGMENTS + ")");
        }
        return new NormalPath(List.copyOf(segments), false);
    }

    /** Adds a segment, or resolves it when it is a dot segment; tells whether it was one. */
    private static boolean append(List<String> segments, String segment) throws MalformedPath {
        if (segment.equals(".")) {
            return true;
        }
        if (segment.equals("..")) {
            if (segments.isEmpty()) {
                throw new MalformedPath(MalformedPath.Reason.ABOVE_ROOT);
            }
            segments.remove(segments.size() - 1);
            return true;
        }
        if (segments.size() == MAXIMUM_SEGMENTS) {
            throw new MalformedPath(MalformedPath.Reason.TOO_DEEP);
        }
        segments.add(segment);
        return false;
    }

    /** Returns the number of segments; 0 for the root. */
    public int size() {
        return segments.size();
    }

    /** Returns the decoded segment at an index from 0. */
    public String segment(int index) {
        return segments.get(index);
    }

    /** Tells whether the path ended in a slash behind its last segment. */
    public boolean trailingSlash() {
        return trailingSlash;
    }

    /** Appends the normal spelling of the segments from an index on, each behind a slash. */
    void appendFrom(int index, StringBuilder target) {
        for (int i = index; i < segments.size(); i++) {
            target.append('/');
            Segments.encode(segments.get(i), target);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NormalPath path
                && path.trailingSlash == trailingSlash
                && path.segments.equals(segments);
    }

    @Override
    public int hashCode() {
        return 31 * segments.hashCode() + Boolean.hashCode(trailingSlash);
    }

    /** Returns the one spelling of this path that is sent on: RFC 3986 percent-encoding, upper-case digits. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(64);
        appendFrom(0, text);
        if (trailingSlash || segments.isEmpty()) {
            text.append('/');
        }
        return text.toString();
    }
}
