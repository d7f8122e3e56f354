package org.palmgateway.gateway.protect;

import java.time.Duration;
import org.palmgateway.routes.model.Upstream;

/** Where a call goes. */
public sealed interface Choice {

    /**
     * To an upstream.
     *
     * @param upstream the upstream
     * @param call the call, which has begun: what comes of it must be reported
     */
    record Chosen(Upstream upstream, Call call) implements Choice {}

    /**
     * Nowhere, for no breaker lets it pass.
     *
     * @param untilProbe time until the first of them is probed; zero when that is under way
     */
    record Unavailable(Duration untilProbe) implements Choice {}
}
