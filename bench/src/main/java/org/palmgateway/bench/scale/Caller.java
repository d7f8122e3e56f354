package org.palmgateway.bench.scale;

import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import org.palmgateway.bench.province.SampleRequest;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Calls a gateway like an app would. Safe for any number of threads. */
final class Caller {

    /** Longer than the gateway waits for a department, so that its answer is seen. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final HttpClient client;

    Caller(String gateway) {
        this.client = HttpClient.create().baseUrl(gateway).responseTimeout(LONGEST_WAIT);
    }

    /** Sends a request, reads the whole answer and returns its status; an error when there was no whole answer. */
    Mono<Integer> call(SampleRequest request) {
        return client.headers(fields -> fields.set("Palm-Region", request.region()))
                .request(HttpMethod.valueOf(request.method()))
                .uri(request.path())
                .responseSingle((response, body) ->
                        body.then(Mono.just(response.status().code())));
    }

    /** Sends a request again and again, with a short pause, until it is answered with 200; an error after a minute. */
    Mono<Integer> untilOk(SampleRequest request) {
        return call(request)
                .filter(status -> status == 200)
                .repeatWhenEmpty(attempts -> attempts.delayElements(Duration.ofMillis(5)))
                .timeout(Duration.ofMinutes(1));
    }
}
