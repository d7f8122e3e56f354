package org.palmgateway.gateway.problem;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A caller is not known well enough, or may not do what it asks. */
public sealed interface AccessProblem extends Problem {

    private static List<String> listed(Set<String> values, String separator) {
        return List.of(String.join(separator, values.stream().sorted().toList()));
    }

    /** The route needs a token and none came (RFC 6750 §3). */
    record TokenMissing(String audience) implements AccessProblem {
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
    record TokenRefused(String reason) implements AccessProblem, Problem.WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.TOKEN_REFUSED;
        }
    }

    /** The token is of another audience than the route's. */
    record WrongAudience(String needed) implements AccessProblem {
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
    record InsufficientScope(Set<String> needed) implements AccessProblem {
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
    record RoleMissing(Set<String> anyOf) implements AccessProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.ROLE_MISSING;
        }

        @Override
        public List<String> arguments() {
            return listed(anyOf, ", ");
        }
    }

    /**
     * The application is not subscribed to the route, nor to a plan that covers it.
     *
     * @param to what it could be subscribed to, such as {@code plan hz-health/basic}
     */
    record SubscriptionMissing(List<String> to) implements AccessProblem {
        /** Copies the list. */
        public SubscriptionMissing {
            to = List.copyOf(to);
        }

        @Override
        public ProblemKind kind() {
            return ProblemKind.SUBSCRIPTION_MISSING;
        }

        @Override
        public List<String> arguments() {
            return List.of(String.join(", ", to));
        }
    }

    /** The caller's sign-in does not reach the assurance level; the values of {@code acr} that would are told (RFC 9470 §3). */
    record AssuranceTooLow(int needed, Set<String> acrValues) implements AccessProblem {
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
    record ProofRequired() implements AccessProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.PROOF_REQUIRED;
        }
    }

    /** The proof that the caller holds the token's key was refused; the reason is one of {@code InvalidProof.Reason} in lower case. */
    record ProofRefused(String reason) implements AccessProblem, Problem.WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.PROOF_REFUSED;
        }
    }

    /** The identity provider gives the caller no token for the department (RFC 8693 §2.2.2). */
    record ExchangeRefused(String department) implements AccessProblem {
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
    record LogoutRefused(String reason) implements AccessProblem, Problem.WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.LOGOUT_REFUSED;
        }
    }

    /** Tokens cannot be verified now, since the issuer's keys cannot be had. */
    record IdentityUnavailable() implements AccessProblem {
        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(2);
        }

        @Override
        public ProblemKind kind() {
            return ProblemKind.IDENTITY_UNAVAILABLE;
        }
    }
}
