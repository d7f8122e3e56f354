package org.palmgateway.gateway.edge;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.routes.model.Life;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.path.PathPattern;
import org.springframework.http.HttpHeaders;

/**
 * Tells callers of a route that is to end since when they should go elsewhere, until when it answers, and where to go: RFC 9745, RFC 8594, and
 * the relation types of RFC 5829.
 */
final class LifeFields {

    private LifeFields() {}

    /** Adds the fields; what a department says itself stands unless the route says otherwise. */
    static void add(HttpHeaders headers, Facts facts) {
        Route route = facts.route().route();
        Life life = route.life();
        @Nullable Instant deprecated = life.deprecated();
        if (deprecated == null) {
            return;
        }
        headers.set("Deprecation", "@" + deprecated.getEpochSecond());
        @Nullable Instant sunset = life.sunset();
        if (sunset != null) {
            headers.setZonedDateTime("Sunset", sunset.atZone(ZoneOffset.UTC));
        }
        @Nullable PathPattern successor = life.successor();
        if (successor != null) {
            String path = successor.expand(route.pattern(), facts.normalPath());
            headers.add(HttpHeaders.LINK, "<" + path + ">; rel=\"successor-version\"");
        }
        @Nullable URI documentation = life.documentation();
        if (documentation != null) {
            headers.add(HttpHeaders.LINK, "<" + documentation + ">; rel=\"deprecation\"");
        }
    }
}
