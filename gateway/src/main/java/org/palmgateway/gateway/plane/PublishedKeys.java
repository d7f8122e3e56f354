package org.palmgateway.gateway.plane;

import java.time.Duration;
import org.palmgateway.auth.passport.PassportKeys;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Publishes the keys that passports are verified with (RFC 7517 §5, RFC 8615). */
final class PublishedKeys {

    static final String PATH = "/.well-known/jwks.json";

    private static final MediaType JWK_SET = MediaType.parseMediaType("application/jwk-set+json");

    private final PassportKeys keys;

    PublishedKeys(PassportKeys keys) {
        this.keys = keys;
    }

    RouterFunction<ServerResponse> route() {
        return RouterFunctions.route()
                .GET(
                        PATH,
                        request -> ServerResponse.ok()
                                .contentType(JWK_SET)
                                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1))
                                        .cachePublic())
                                .bodyValue(keys.jwks()))
                .build();
    }
}
