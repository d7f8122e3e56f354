package org.palmgateway.gateway.admin;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.store.PolicyEdit.Expected;
import org.springframework.http.HttpHeaders;

/** Versions as entity tags (RFC 9110 §8.8.3) and the preconditions that are made of them (§13.1). Pure functions. */
public final class Versions {

    /** A version that there never is. */
    private static final long NEVER = -1;

    private static final Pattern TAG = Pattern.compile("[ \\t]*((?:W/)?\"[^\"]*\")[ \\t]*(?:,|$)");
    private static final Pattern OURS = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    private Versions() {}

    /** Returns the entity tag of a version. */
    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Returns what a change of a policy starts from.
     *
     * @throws ProblemException when the caller does not say, or says it in a way that cannot be understood
     */
    static Expected ofPolicy(HttpHeaders headers) {
        // Of no policy nobody was given a tag.
        return new Expected.OfPolicy(expected(headers));
    }

    /**
     * Returns which book a change starts from; there always is one.
     *
     * @throws ProblemException as {@link #ofPolicy} does
     */
    static Expected ofBook(HttpHeaders headers) {
        return new Expected.OfBook(isForNothing(headers) ? NEVER : named(headers));
    }

    /**
     * Returns the version that a change starts from: 0 when there must be none yet, a negative one when the caller names what there never was.
     *
     * @throws ProblemException when the caller does not say, or says it in a way that cannot be understood
     */
    public static long expected(HttpHeaders headers) {
        if (isForNothing(headers)) {
            return 0;
        }
        long version = named(headers);
        return version == 0 ? NEVER : version;
    }

    private static boolean isForNothing(HttpHeaders headers) {
        List<String> none = headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH);
        if (none.isEmpty()) {
            return false;
        }
        boolean any = none.size() == 1 && none.get(0).strip().equals("*");
        if (!any || headers.containsHeader(HttpHeaders.IF_MATCH)) {
            throw malformed();
        }
        return true;
    }

    /** Weak tags, and those of somebody else, match nothing (RFC 9110 §13.1.1 asks for the strong comparison). */
    private static long named(HttpHeaders headers) {
        if (!headers.containsHeader(HttpHeaders.IF_MATCH)) {
            throw new ProblemException(new AdminProblem.VersionNeeded());
        }
        String field = String.join(",", headers.getOrEmpty(HttpHeaders.IF_MATCH));
        Set<Long> versions = new TreeSet<>();
        Matcher tags = TAG.matcher(field);
        int read = 0;
        while (tags.region(read, field.length()).lookingAt()) {
            Matcher ours = OURS.matcher(tags.group(1));
            if (ours.matches()) {
                versions.add(Long.valueOf(ours.group(1)));
            }
            read = tags.end();
        }
        if (read == 0 || read < field.length() || versions.size() > 1) {
            throw malformed();
        }
        return versions.isEmpty() ? NEVER : versions.iterator().next();
    }

    private static ProblemException malformed() {
        return new ProblemException(new RequestProblem.MalformedRequest("entity-tag"));
    }
}
