package org.palmgateway.gateway.problem;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A reason why the gateway itself answers instead of a department.
 *
 * <p>Each has a {@link ProblemKind}, which gives the stable code and the status, and arguments for its texts. Nothing that
 * came out of a token is ever an argument.
 */
public sealed interface Problem {

    /** Returns what kind of problem this is. */
    ProblemKind kind();

    /** Returns what is put into the texts, by position. */
    default List<String> arguments() {
        return List.of();
    }

    /** Returns what is put into the texts of a language, by position. */
    default List<String> arguments(Locale language) {
        return arguments();
    }

    /** Returns after how many seconds the caller may try again (RFC 9110 §10.2.3); empty when waiting does not help. */
    default OptionalLong retryAfter() {
        return OptionalLong.empty();
    }

    /** Returns what is wrong with a document that the caller sent, field by field. */
    default List<Field> fields() {
        return List.of();
    }

    /**
     * A wrong field.
     *
     * @param field where in the document
     * @param value what is there; empty when it is missing
     * @param expected what may be there
     */
    record Field(String field, String value, String expected) {}

    private static List<String> listed(Set<String> values, String separator) {
        return List.of(String.join(separator, values.stream().sorted().toList()));
    }

    /** A problem with one of several reasons, whose texts are found under the reason. */
    sealed interface WithReason extends Problem
            permits MalformedRequest, MalformedPath, TokenRefused, ProofRefused, LogoutRefused {
        /** Returns the reason: a word with a text of its own, or else a sentence to be shown as it is. */
        String reason();

        @Override
        default List<String> arguments() {
            return List.of(reason());
        }
    }

    /** The request is not well-formed HTTP, or breaks a rule of this gateway. */
    record MalformedRequest(String reason) implements WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.MALFORMED_REQUEST;
        }
    }

    /** The path has no normal spelling; the reason is one of {@code MalformedPath.Reason}. */
    record MalformedPath(String reason) implements WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.MALFORMED_PATH;
        }
    }

    /** {@code Palm-Region} names no region of the province. */
    record UnknownRegion() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.UNKNOWN_REGION;
        }
    }

    /** Several regions offer the affair and the request names none. */
    record RegionNeeded(Set<String> regions) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.REGION_NEEDED;
        }

        @Override
        public List<String> arguments() {
            return listed(regions, ", ");
        }
    }

    /** The route needs a token and none came (RFC 6750 §3). */
    record TokenMissing(String audience) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.TOKEN_MISSING;
        }

        @Override
        public List<String> arguments() {
            return List.of(audience);
        }
    }

    /** The token was refused; the reason is one of {@code InvalidToken.Reason} in lower case. */
    record TokenRefused(String reason) implements WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.TOKEN_REFUSED;
        }
    }

    /** The token is of another audience than the route's. */
    record WrongAudience(String needed) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.WRONG_AUDIENCE;
        }

        @Override
        public List<String> arguments() {
            return List.of(needed);
        }
    }

    /** The token lacks scopes (RFC 6750 §3.1). */
    record InsufficientScope(Set<String> needed) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.INSUFFICIENT_SCOPE;
        }

        @Override
        public List<String> arguments() {
            return listed(needed, " ");
        }
    }

    /** The caller has none of the roles. */
    record RoleMissing(Set<String> anyOf) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.ROLE_MISSING;
        }

        @Override
        public List<String> arguments() {
            return listed(anyOf, ", ");
        }
    }

    /** The caller's sign-in does not reach the assurance level; the values of {@code acr} that would are told (RFC 9470 §3). */
    record AssuranceTooLow(int needed, Set<String> acrValues) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.ASSURANCE_TOO_LOW;
        }

        @Override
        public List<String> arguments() {
            return List.of(Integer.toString(needed));
        }
    }

    /** The token is not bound to a key, and the route or the application asks that it is (RFC 9449). */
    record ProofRequired() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.PROOF_REQUIRED;
        }
    }

    /** The proof that the caller holds the token's key was refused; the reason is one of {@code InvalidProof.Reason} in lower case. */
    record ProofRefused(String reason) implements WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.PROOF_REFUSED;
        }
    }

    /** The identity provider gives the caller no token for the department (RFC 8693 §2.2.2). */
    record ExchangeRefused(String department) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.EXCHANGE_REFUSED;
        }

        @Override
        public List<String> arguments() {
            return List.of(department);
        }
    }

    /** A logout token was refused (OpenID Connect Back-Channel Logout 1.0 §2.8); the reason is one of {@code InvalidToken.Reason} in lower case. */
    record LogoutRefused(String reason) implements WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.LOGOUT_REFUSED;
        }
    }

    /** As many revocations are in force as this node may hold. */
    record TooManyRevocations() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.TOO_MANY_REVOCATIONS;
        }
    }

    /** What was asked for needs a part of the identity provider that is not configured. */
    record IssuerNotManaged() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.ISSUER_NOT_MANAGED;
        }
    }

    /** The identity provider refused what the gateway asked of it, or failed. */
    record IssuerFailed() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.ISSUER_FAILED;
        }
    }

    /** No application that was registered here has this client id. */
    record UnknownApplication(String client) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.UNKNOWN_APPLICATION;
        }

        @Override
        public List<String> arguments() {
            return List.of(client);
        }
    }

    /** Another client has this id already. */
    record ApplicationExists(String client) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.APPLICATION_EXISTS;
        }

        @Override
        public List<String> arguments() {
            return List.of(client);
        }
    }

    /** No route has this path. */
    record UnknownPath() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.UNKNOWN_PATH;
        }
    }

    /** Neither the region nor those above it offer the affair. */
    record NotOffered(String region) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.NOT_OFFERED;
        }

        @Override
        public List<String> arguments() {
            return List.of(region);
        }
    }

    /** The path is known, the method is not (RFC 9110 §15.5.6). */
    record WrongMethod(Set<String> allowed) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.WRONG_METHOD;
        }

        @Override
        public List<String> arguments() {
            return listed(allowed, ", ");
        }
    }

    /** The request target is too long (RFC 9110 §15.5.15). */
    record TargetTooLong() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.TARGET_TOO_LONG;
        }
    }

    /** The caller did not send its request in time (RFC 9110 §15.5.9). */
    record RequestTooSlow() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.REQUEST_TOO_SLOW;
        }
    }

    /** The method is not meant to have a body of this size (RFC 9110 §15.5.14). */
    record ContentTooLarge() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.CONTENT_TOO_LARGE;
        }
    }

    /** The header section is too large (RFC 6585 §5). */
    record HeadersTooLarge() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.HEADERS_TOO_LARGE;
        }
    }

    /** A limit is used up; a caller who waits as told is let in. */
    record LimitExceeded(RateLimit limit) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.LIMIT_EXCEEDED;
        }

        @Override
        public List<String> arguments() {
            return List.of(
                    limit.name(),
                    Long.toString(limit.quota()),
                    Long.toString(limit.window().toSeconds()),
                    Long.toString(limit.retryAfterSeconds()));
        }

        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(limit.retryAfterSeconds());
        }
    }

    /** Nothing is said of this place. */
    record UnknownPolicy(String target) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.UNKNOWN_POLICY;
        }

        @Override
        public List<String> arguments() {
            return List.of(target);
        }
    }

    /** There is no version, override or limit of this name. */
    record UnknownItem(String name) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.UNKNOWN_ITEM;
        }

        @Override
        public List<String> arguments() {
            return List.of(name);
        }
    }

    /** Somebody else has changed it since (RFC 9110 §13.1.1). */
    record StaleVersion(long current) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.STALE_VERSION;
        }

        @Override
        public List<String> arguments() {
            return List.of(Long.toString(current));
        }
    }

    /** A change without {@code If-Match} or {@code If-None-Match} could undo another one unseen (RFC 6585 §3). */
    record VersionNeeded() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.VERSION_NEEDED;
        }
    }

    /** The answer is asked for in none of the media types that there are (RFC 9110 §15.5.7). */
    record NotAcceptable(Set<String> offered) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.NOT_ACCEPTABLE;
        }

        @Override
        public List<String> arguments() {
            return listed(offered, ", ");
        }
    }

    /** The document is of another media type than those that are read (RFC 9110 §15.5.16). */
    record WrongMediaType(Set<String> supported) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.WRONG_MEDIA_TYPE;
        }

        @Override
        public List<String> arguments() {
            return listed(supported, ", ");
        }
    }

    /** The document has more octets than are read (RFC 9110 §15.5.14). */
    record DocumentTooLarge() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.DOCUMENT_TOO_LARGE;
        }
    }

    /** Fields of the document are wrong; nothing was changed. */
    record DocumentRefused(List<Field> fields) implements Problem {
        /** Copies the list. */
        public DocumentRefused {
            fields = List.copyOf(fields);
        }

        @Override
        public ProblemKind kind() {
            return ProblemKind.DOCUMENT_REFUSED;
        }

        @Override
        public List<String> arguments() {
            return List.of(Integer.toString(fields.size()));
        }
    }

    /** The time that the request may take, by the caller's own word, the route's or the policy's, is over. */
    record DeadlineExceeded(String department) implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.DEADLINE_EXCEEDED;
        }

        @Override
        public List<String> arguments() {
            return List.of(department);
        }
    }

    /** The department cannot take the request now: it is busy, or left alone until it has recovered. */
    record DepartmentUnavailable(ProblemKind kind, String department, long seconds) implements Problem {
        /** Refuses kinds that do not say when to come back. */
        public DepartmentUnavailable {
            if (kind != ProblemKind.DEPARTMENT_BUSY && kind != ProblemKind.DEPARTMENT_PAUSED) {
                throw new IllegalArgumentException("kind: " + kind + " (expected: busy or paused)");
            }
        }

        @Override
        public List<String> arguments() {
            return List.of(department, Long.toString(seconds));
        }

        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(seconds);
        }
    }

    /** The department or the route is under maintenance, with a text of its own in either language. */
    record InMaintenance(String department, String zh, String en, Instant until, long seconds) implements Problem {

        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.of("Asia/Shanghai"));

        @Override
        public ProblemKind kind() {
            return ProblemKind.DEPARTMENT_IN_MAINTENANCE;
        }

        @Override
        public List<String> arguments(Locale language) {
            return List.of(language.getLanguage().equals("en") ? en : zh, TIME.format(until));
        }

        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(seconds);
        }
    }

    /** The store that nodes share limits in does not answer. */
    record LimitsUnreachable() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.LIMITS_UNREACHABLE;
        }

        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(2);
        }
    }

    /** Tokens cannot be verified now, since the issuer's keys cannot be had. */
    record IdentityUnavailable() implements Problem {
        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(2);
        }

        @Override
        public ProblemKind kind() {
            return ProblemKind.IDENTITY_UNAVAILABLE;
        }
    }

    /** A mistake of the gateway's own. */
    record Internal() implements Problem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.INTERNAL;
        }
    }

    /** A department did not do its part; the kind says in which way. */
    record DepartmentFailed(ProblemKind kind, String department) implements Problem {

        private static final Set<ProblemKind> WITH_TIME = Set.of(
                ProblemKind.DEPARTMENT_BUSY, ProblemKind.DEPARTMENT_PAUSED, ProblemKind.DEPARTMENT_IN_MAINTENANCE);

        /** Refuses kinds that are not about departments. */
        public DepartmentFailed {
            boolean failed = kind.code().startsWith("department-") && !WITH_TIME.contains(kind);
            if (!failed) {
                throw new IllegalArgumentException("kind: " + kind + " (expected: one about a department)");
            }
        }

        @Override
        public List<String> arguments() {
            return List.of(department);
        }
    }
}
