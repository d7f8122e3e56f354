package org.palmgateway.routes.registry;

import java.time.Clock;
import java.util.Map;
import org.palmgateway.routes.audit.AuditEvent;
import org.palmgateway.routes.document.JsonText;

/** Leaves a trace of every change, in the same transaction as the change. */
final class Trail {

    private final AuditTable audit;
    private final Clock clock;

    Trail(AuditTable audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    void leave(Actor actor, String action, String target, String reason, Map<String, Object> detail) {
        audit.append(new AuditEvent(
                clock.instant(), actor.name(), actor.address(), action, target, reason, JsonText.of(detail)));
    }
}
