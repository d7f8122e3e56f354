package org.palmgateway.gateway.limit.shared;

import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import io.github.bucket4j.distributed.remote.Request;
import io.github.bucket4j.distributed.versioning.Versions;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.github.bucket4j.redis.lettuce.cas.LettuceBasedProxyManager;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.limit.BucketKey;

/**
 * Buckets in a Redis server, on one connection with two event loops of its own.
 *
 * <p>Connects when it is first probed, and again when a probe finds no connection: a node starts without Redis. Nothing is kept for a
 * connection to come, and nothing is sent twice: what was on its way when a connection broke ends with an error, since it may have
 * been done. Keys are {@code palm:limits:<limit>|<subject>}, in UTF-8; they expire when their buckets are full. The URI's
 * password is in no message.
 */
public final class RedisBuckets implements BucketStore, AutoCloseable {

    private static final String PREFIX = "palm:limits:";
    private static final Duration CONNECTING = Duration.ofSeconds(1);
    /** Until then an answer is of use; who asked has long gone on. */
    private static final Duration ANSWERING = Duration.ofSeconds(3);

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;
    private final Clock clock;
    private final AtomicReference<@Nullable Connected> connected = new AtomicReference<>();
    private final AtomicBoolean connecting = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    private record Connected(
            StatefulRedisConnection<byte[], byte[]> connection, LettuceBasedProxyManager<byte[]> buckets) {}

    /** Redis is out of reach. */
    private static final class NotConnected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotConnected() {
            super("There is no connection to Redis.", null, false, false);
        }
    }

    private RedisBuckets(RedisURI uri, Clock clock) {
        this.uri = uri;
        this.clock = clock;
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                // Lettuce would send again what it has sent before, and a visit must not be made twice.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECTING).build())
                .timeoutOptions(TimeoutOptions.enabled(ANSWERING))
                .build());
    }

    /**
     * Makes the store, without connecting.
     *
     * @param uri such as {@code redis://user:password@host:6379/0}; {@code rediss} for TLS
     * @param clock by which buckets refill; those of all nodes should agree
     * @throws IllegalArgumentException if the URI cannot be used; the message does not repeat it
     */
    public static RedisBuckets at(String uri, Clock clock) {
        RedisURI parsed;
        try {
            parsed = RedisURI.create(uri);
        } catch (RuntimeException e) {
            // Without the cause, whose message may hold the password.
            throw new IllegalArgumentException(
                    "uri: not shown (expected: redis://[user:password@]host[:port][/database])");
        }
        parsed.setTimeout(CONNECTING);
        return new RedisBuckets(parsed, clock);
    }

    @Override
    public CompletionStage<Visited> visit(BucketKey key, Visit visit) {
        return execute(key, new VisitCommand(visit));
    }

    @Override
    public CompletionStage<?> fill(BucketKey key) {
        return execute(key, new FillCommand());
    }

    @Override
    public CompletionStage<?> probe() {
        Connected now = connected.get();
        if (now == null || !now.connection().isOpen()) {
            connect();
        }
        return with(each -> each.connection().async().ping().toCompletableFuture());
    }

    @Override
    public void startOver() {
        close(connected.getAndSet(null));
    }

    private <T> CompletionStage<T> execute(BucketKey key, RemoteCommand<T> command) {
        byte[] name = (PREFIX + key.limit() + "|" + key.subject()).getBytes(StandardCharsets.UTF_8);
        return with(each -> each.buckets()
                .executeAsync(name, new Request<>(command, Versions.getLatest(), null, null))
                .thenApply(CommandResult::getData));
    }

    private <T> CompletionStage<T> with(Function<Connected, CompletableFuture<T>> use) {
        Connected now = connected.get();
        if (now == null) {
            return CompletableFuture.failedFuture(new NotConnected());
        }
        try {
            return use.apply(now);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void connect() {
        if (closed.get() || !connecting.compareAndSet(false, true)) {
            return;
        }
        startOver();
        try {
            CompletionStage<?> unused = client.connectAsync(ByteArrayCodec.INSTANCE, uri)
                    .whenComplete((connection, error) -> {
                        if (error == null) {
                            connected.set(new Connected(connection, buckets(connection)));
                        }
                        connecting.set(false);
                        if (closed.get()) {
                            startOver();
                        }
                    });
        } catch (RuntimeException e) {
            connecting.set(false);
        }
    }

    private LettuceBasedProxyManager<byte[]> buckets(StatefulRedisConnection<byte[], byte[]> connection) {
        return Bucket4jLettuce.casBasedBuilder(connection)
                .clientClock(new ClockNanos(clock))
                .expirationAfterWrite(new KeptUntilFull())
                .build();
    }

    private static void close(@Nullable Connected old) {
        if (old != null) {
            CompletionStage<?> unused = old.connection().closeAsync();
        }
    }

    /** Closes the connection and ends the event loops, soon after. */
    @Override
    public void close() {
        closed.set(true);
        startOver();
        CompletionStage<?> unused =
                client.shutdownAsync(0, 1, TimeUnit.SECONDS).whenComplete((done, error) -> shutDownLoops());
    }

    private void shutDownLoops() {
        Object unused = resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
