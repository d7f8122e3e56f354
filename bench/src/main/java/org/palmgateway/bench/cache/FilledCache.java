package org.palmgateway.bench.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.palmgateway.gateway.cache.CacheFilter;
import org.palmgateway.gateway.cache.ResponseCache;
import org.palmgateway.gateway.settings.CacheSettings;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.scheduler.Schedulers;

/**
 * A cache that takes all it is given, filled and asked by its filter as the gateway does. Codings are made at once, on the caller's thread.
 * Time begins shortly after the {@code Date} of the department's answers, so that none gets stale. For one thread.
 */
final class FilledCache {

    private static final Instant BEGIN = Instant.parse("2026-11-25T06:00:01Z");

    private final Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), BEGIN));

    private final ResponseCache cache = open();
    private final CacheFilter filter = new CacheFilter(cache);

    private ResponseCache open() {
        try {
            Path state = Files.createTempDirectory("palm-bench-cache");
            state.toFile().deleteOnExit();
            state.resolve("demotions.jsonl").toFile().deleteOnExit();
            CacheSettings settings = new CacheSettings(DataSize.ofTerabytes(1), DataSize.ofMegabytes(1), 16, state);
            return ResponseCache.open(
                    settings, new SimpleMeterRegistry(), clock, Ticker.systemTicker(), Schedulers.immediate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request through the cache, and returns what its caller would have got. */
    BareAnswer ask(Asked asked, HttpHeaders headers, GatewayFilterChain after) {
        ServerWebExchange exchange = asked.with(headers);
        filter.filter(exchange, after).block();
        return (BareAnswer) exchange.getResponse();
    }

    ResponseCache.Fill fill() {
        return cache.fill();
    }
}
