package org.palmgateway.bench.compose;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.FutureMono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.util.Loggers;

/**
 * Departments that do what the last two segments of a path say: {@code fast/0} answers at once, {@code wait/20} after 20 ms, {@code hang/0}
 * never, {@code reset/0} resets the connection, {@code garbage/0} answers what is no JSON.
 *
 * <p>Prints their ports, then for each line that it reads how many requests hang, and stops at the end of its input.
 */
public final class DepartmentsMain {

    static final String MARK = "@palm-bench ";

    private static final byte[] AFFAIRS = SampleAffairs.ofAbout(950);
    private static final byte[] GARBAGE = "{\"affairs\": [".getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger hanging = new AtomicInteger();

    private DepartmentsMain() {}

    /**
     * Runs until the input ends.
     *
     * @param arguments how many departments
     * @throws IOException when the input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        // What would be logged of each request takes more time than answering it.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        Loggers.useJdkLoggers();
        new DepartmentsMain().run(Integer.parseInt(arguments[0]));
    }

    private void run(int number) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<DisposableServer> departments =
                IntStream.range(0, number).mapToObj(each -> department()).toList();
        out.println(MARK
                + departments.stream()
                        .map(department -> Integer.toString(department.port()))
                        .collect(Collectors.joining(" ")));
        while (in.readLine() != null) {
            out.println(MARK + hanging.get());
        }
        departments.forEach(DisposableServer::disposeNow);
    }

    private DisposableServer department() {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .handle(this::answer)
                .bindNow();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String[] segments = request.uri().split("/", -1);
        String what = segments[segments.length - 2];
        return switch (what) {
            case "fast" -> json(response, AFFAIRS);
            case "garbage" -> json(response, GARBAGE);
            case "wait" ->
                Mono.delay(Duration.ofMillis(Long.parseLong(segments[segments.length - 1])))
                        .then(Mono.defer(() -> Mono.from(json(response, AFFAIRS))));
            case "hang" -> hang(response);
            case "reset" -> reset(response);
            default -> response.status(404).send();
        };
    }

    private static Publisher<Void> json(HttpServerResponse response, byte[] body) {
        return response.header("Content-Type", "application/json")
                .header("Content-Length", Integer.toString(body.length))
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)));
    }

    private Publisher<Void> hang(HttpServerResponse response) {
        hanging.incrementAndGet();
        response.withConnection(connection -> connection.onDispose(hanging::decrementAndGet));
        return Mono.never();
    }

    /** Closing without lingering sends a reset (RFC 9293 §3.10.7). */
    private static Publisher<Void> reset(HttpServerResponse response) {
        response.withConnection(connection -> {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            FutureMono.deferFuture(connection.channel()::close).subscribe();
        });
        return Mono.never();
    }
}
