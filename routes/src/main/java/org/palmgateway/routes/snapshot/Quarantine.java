package org.palmgateway.routes.snapshot;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.model.Bundle;

/**
 * A bundle that was refused. Its owner's last good one, if there was any, stays live.
 *
 * @param owner whose bundle it is
 * @param problems why it was refused, at least one
 * @param stillLive revision of the owner's bundle that stays live; null when the owner has none
 * @param candidate the bundle, when it is sound in itself and only collides with others; tried again at every change
 */
public record Quarantine(
        String owner,
        List<DocumentProblem> problems,
        @Nullable Long stillLive,
        Optional<Bundle> candidate) {

    /** Copies the problems. */
    public Quarantine {
        problems = List.copyOf(problems);
    }
}
