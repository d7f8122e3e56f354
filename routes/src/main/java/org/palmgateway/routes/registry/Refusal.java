package org.palmgateway.routes.registry;

import java.util.List;
import org.palmgateway.routes.document.DocumentProblem;

/** Why the registry did not do what it was asked for. Nothing was changed then. */
public sealed interface Refusal {

    /**
     * There is no such owner, revision, member or route, or the actor may not know of it.
     *
     * @param what what there is none of, such as {@code owner hz-health}
     */
    record Unknown(String what) implements Refusal {}

    /**
     * The actor may see it, but not do this.
     *
     * @param needed who may
     */
    record NotAllowed(String needed) implements Refusal {}

    /**
     * The bundle of this owner comes from the directory of bundles and is changed there.
     *
     * @param owner the owner
     */
    record InDirectory(String owner) implements Refusal {}

    /**
     * It has been changed since the actor looked at it.
     *
     * @param current its version now; 0 when there is none
     */
    record Stale(long current) implements Refusal {}

    /**
     * It is not at the stage that this is done at.
     *
     * @param is what it is, such as {@code published}
     * @param needed what it would have to be
     */
    record WrongStage(String is, String needed) implements Refusal {}

    /**
     * The bundle cannot go live.
     *
     * @param problems everything that is wrong with it, at least one
     */
    record Unfit(List<DocumentProblem> problems) implements Refusal {
        /** Copies the problems. */
        public Unfit {
            problems = List.copyOf(problems);
        }
    }

    /**
     * There is no such application, or the actor may not know of it.
     *
     * @param client its client id
     */
    record UnknownApplication(String client) implements Refusal {}

    /**
     * The client id belongs to somebody else, or did.
     *
     * @param client the client id
     */
    record Taken(String client) implements Refusal {}

    /**
     * There are as many already as there may be.
     *
     * @param what of what
     * @param most how many there may be
     */
    record TooMany(String what, int most) implements Refusal {}

    /** The database does not answer; whether a change that was under way was made, a later look tells. */
    record StoreUnavailable() implements Refusal {}
}
