package org.palmgateway.auth.keys;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import org.palmgateway.auth.http.IssuerHttp;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Gets an issuer's keys over HTTP: bounded in time and size, and redirected nowhere unless the client is set to. */
final class KeyFetch {

    private final IssuerHttp http;
    private final IssuerKeys.Settings settings;

    KeyFetch(HttpClient client, IssuerKeys.Settings settings) {
        this.http = new IssuerHttp(client, settings.timeout(), settings.maximumBytes());
        this.settings = settings;
    }

    /** The keys that the source publishes now; every error is a {@link KeysNotFetched}. */
    Mono<JWKSet> keys(KeySource source) {
        return address(source)
                .flatMap(this::text)
                .map(KeyDocuments::publicKeys)
                .timeout(settings.timeout())
                .onErrorMap(
                        error -> !(error instanceof KeysNotFetched),
                        error -> new KeysNotFetched(
                                "No keys from " + source.issuer() + ": " + error.getMessage(), error));
    }

    private Mono<URI> address(KeySource source) {
        URI fixed = source.keys();
        return fixed != null
                ? Mono.just(fixed)
                : text(source.discovery()).map(document -> KeyDocuments.keysAddress(source, document));
    }

    private Mono<String> text(URI address) {
        return http.get(address).map(reply -> {
            if (reply.status() != 200) {
                throw new KeysNotFetched(address + " answered " + reply.status() + ", not 200.", null);
            }
            return reply.body();
        });
    }
}
