package org.palmgateway.gateway.problem;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What an operator asked for cannot be done. */
public sealed interface AdminProblem extends Problem {

    private static List<String> listed(Set<String> values, String separator) {
        return List.of(String.join(separator, values.stream().sorted().toList()));
    }

    /** As many revocations are in force as this node may hold. */
    record TooManyRevocations() implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.TOO_MANY_REVOCATIONS;
        }
    }

    /** What was asked for needs a part of the identity provider that is not configured. */
    record IssuerNotManaged() implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.ISSUER_NOT_MANAGED;
        }
    }

    /** Nobody has said where departments are acted for dry runs. */
    record NoSandbox() implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.NO_SANDBOX;
        }
    }

    /** As many dry runs are under way on this node as there may be. */
    record TooManyDryRuns() implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.TOO_MANY_DRY_RUNS;
        }

        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(1);
        }
    }

    /** The route is answered by an upstream of its own, so that there is no plan to run. */
    record NotComposed(String route) implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.NOT_COMPOSED;
        }

        @Override
        public List<String> arguments() {
            return List.of(route);
        }
    }

    /** The identity provider refused what the gateway asked of it, or failed. */
    record IssuerFailed() implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.ISSUER_FAILED;
        }
    }

    /** No application that was registered here has this client id. */
    record UnknownApplication(String client) implements AdminProblem {
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
    record ApplicationExists(String client) implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.APPLICATION_EXISTS;
        }

        @Override
        public List<String> arguments() {
            return List.of(client);
        }
    }

    /** Nothing is said of this place. */
    record UnknownPolicy(String target) implements AdminProblem {
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
    record UnknownItem(String name) implements AdminProblem {
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
    record StaleVersion(long current) implements AdminProblem {
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
    record VersionNeeded() implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.VERSION_NEEDED;
        }
    }

    /** The answer is asked for in none of the media types that there are (RFC 9110 §15.5.7). */
    record NotAcceptable(Set<String> offered) implements AdminProblem {
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
    record WrongMediaType(Set<String> supported) implements AdminProblem {
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
    record DocumentTooLarge() implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.DOCUMENT_TOO_LARGE;
        }
    }

    /** Fields of the document are wrong; nothing was changed. */
    record DocumentRefused(List<Problem.Field> fields) implements AdminProblem {
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

    /** The caller may see it, but somebody else would have to do this. */
    record NotAllowed(String needed) implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.NOT_ALLOWED;
        }

        @Override
        public List<String> arguments() {
            return List.of(needed);
        }
    }

    /** The owner's bundle lies in the directory of bundles. */
    record OwnerInDirectory(String owner) implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.OWNER_IN_DIRECTORY;
        }

        @Override
        public List<String> arguments() {
            return List.of(owner);
        }
    }

    /** The revision, application or subscription is not at the stage that this is done at. */
    record WrongStage(String is, String needed) implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.WRONG_STAGE;
        }

        @Override
        public List<String> arguments() {
            return List.of(is, needed);
        }
    }

    /** There are as many already as there may be. */
    record TooMany(String what, int most) implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.TOO_MANY;
        }

        @Override
        public List<String> arguments() {
            return List.of(what, Integer.toString(most));
        }
    }

    /** This node has no registry. */
    record NoRegistry() implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.NO_REGISTRY;
        }
    }

    /** The registry's database does not answer; whether a change that was under way was made, a later look tells. */
    record RegistryUnavailable() implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.REGISTRY_UNAVAILABLE;
        }

        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(2);
        }
    }

    /** The store that nodes share limits in does not answer. */
    record LimitsUnreachable() implements AdminProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.LIMITS_UNREACHABLE;
        }

        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(2);
        }
    }
}
