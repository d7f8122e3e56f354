package org.palmgateway.routes.snapshot;

import java.util.List;
import org.palmgateway.routes.model.Origin;

/** Says what a snapshot breaks of what owners rely on, before it comes into use. Safe for any number of threads. */
@FunctionalInterface
public interface CandidateCheck {

    /**
     * Checks a snapshot that is not in use yet.
     *
     * @param candidate the snapshot
     * @return what it breaks, by owner and example; none when it may come into use
     */
    List<Failure> check(Snapshot candidate);

    /**
     * An example that does not hold.
     *
     * @param owner the owner who wrote it
     * @param example its id
     * @param origin where it is written down
     * @param expected what was expected, as far as something else came, such as {@code route: a.x}
     * @param came what came instead, in the same form
     */
    record Failure(String owner, String example, Origin origin, String expected, String came) {}
}
