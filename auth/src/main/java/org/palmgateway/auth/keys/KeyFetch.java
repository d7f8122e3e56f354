package org.palmgateway.auth.keys;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;

/** Gets an issuer's keys over HTTP: bounded in time and size, and redirected nowhere unless the client is set to. */
final class KeyFetch {

    private final HttpClient client;
    private final IssuerKeys.Settings settings;

    KeyFetch(HttpClient client, IssuerKeys.Settings settings) {
        this.client = client;
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
                        error -> new KeysNotFetched("No answer from " + source.issuer() + ": " + error, error));
    }

    private Mono<URI> address(KeySource source) {
        URI fixed = source.keys();
        return fixed != null
                ? Mono.just(fixed)
                : text(source.discovery()).map(document -> KeyDocuments.keysAddress(source, document));
    }

    private Mono<String> text(URI address) {
        return client.get()
                .uri(address.toString())
                .response((response, content) -> {
                    int status = response.status().code();
                    return status == 200
                            ? bounded(address, content)
                            : Mono.error(new KeysNotFetched(address + " answered " + status + ", not 200.", null));
                })
                .single();
    }

    private Mono<String> bounded(URI address, ByteBufFlux content) {
        return content.asByteArray()
                .collect(ByteArrayOutputStream::new, (read, bytes) -> {
                    if (read.size() + bytes.length > settings.maximumBytes()) {
                        throw new KeysNotFetched(
                                address + " answered more than " + settings.maximumBytes() + " bytes.", null);
                    }
                    read.writeBytes(bytes);
                })
                .map(read -> read.toString(StandardCharsets.UTF_8));
    }
}
