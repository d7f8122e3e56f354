package org.palmgateway.gateway.plane;

import java.util.Set;
import org.palmgateway.gateway.limit.OwnLimits;
import org.palmgateway.gateway.signin.BackchannelLogout;

/** The pages of the data plane that are the gateway's own. */
final class OwnPages {

    private static final Set<String> PATHS = Set.of(PublishedKeys.PATH, OwnLimits.PATH, BackchannelLogout.PATH);

    private OwnPages() {}

    /** Tells whether a raw path may be one of theirs; if not it is none. What is written in another spelling is left to Spring to tell. */
    static boolean mayBe(String path) {
        return PATHS.contains(path) || path.indexOf('%') >= 0 || path.indexOf(';') >= 0;
    }
}
