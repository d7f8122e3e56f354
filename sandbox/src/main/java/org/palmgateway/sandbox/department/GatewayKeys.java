package org.palmgateway.sandbox.department;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's published keys (RFC 7517), fetched when first needed.
 *
 * <p>A key that is not known makes the set be fetched anew, at most once a second however many such passports arrive;
 * callers that meet while it is fetched wait for it. If a fetch fails, the keys known so far stay in use.
 */
final class GatewayKeys implements JWKSource<SecurityContext> {

    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<URI> address;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile JWKSet known = new JWKSet();
    private Instant nextFetch = Instant.MIN;
    private @Nullable KeySourceException failure;

    GatewayKeys(Supplier<URI> address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        List<JWK> found = selector.select(known);
        return found.isEmpty() ? selector.select(refreshed()) : found;
    }

    private JWKSet refreshed() throws KeySourceException {
        fetching.lock();
        try {
            if (!clock.instant().isBefore(nextFetch)) {
                fetch();
                nextFetch = clock.instant().plus(BETWEEN_FETCHES);
            }
            if (known.isEmpty() && failure != null) {
                throw failure;
            }
            return known;
        } finally {
            fetching.unlock();
        }
    }

    private void fetch() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address.get()).timeout(PATIENCE).build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            known = JWKSet.parse(response.body());
            failure = null;
        } catch (IOException | ParseException e) {
            failure = new KeySourceException("No key set could be fetched from " + address.get(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new KeySourceException("Interrupted while fetching " + address.get(), e);
        }
    }
}
