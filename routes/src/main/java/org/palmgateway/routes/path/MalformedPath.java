package org.palmgateway.routes.path;

/** A request path that has no normal spelling. Carries no stack trace, since anyone can send one. */
public final class MalformedPath extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why a path was refused. */
    public enum Reason {
        /** It does not start with a slash (RFC 9112 §3.2.1). */
        NOT_ABSOLUTE,
        /** Two slashes in a row: an empty segment, which departments read in different ways. */
        EMPTY_SEGMENT,
        /** A slash or backslash inside a segment, plain or percent-encoded. */
        SLASH_IN_SEGMENT,
        /** A path parameter ({@code ;…}), which some departments strip and others do not. */
        PATH_PARAMETER,
        /** A percent sign without two hexadecimal digits (RFC 3986 §2.1). */
        BAD_ESCAPE,
        /** Octets that are not UTF-8 (RFC 3629), overlong forms included. */
        NOT_UTF8,
        /** A control character, plain or percent-encoded. */
        CONTROL_CHARACTER,
        /** A character that RFC 3986 §3.3 does not allow without percent-encoding. */
        ILLEGAL_CHARACTER,
        /** Dot segments that climb above the root. */
        ABOVE_ROOT,
        /** More segments than {@link NormalPath#MAXIMUM_SEGMENTS}. */
        TOO_DEEP
    }

    private final Reason reason;

    MalformedPath(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    /** Returns why the path was refused. */
    public Reason reason() {
        return reason;
    }
}
