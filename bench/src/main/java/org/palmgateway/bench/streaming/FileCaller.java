package org.palmgateway.bench.streaming;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;

/** Downloads and uploads through a gateway. */
final class FileCaller {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long PAUSE_AT = 64L * 1024 * 1024;

    private final HttpClient client;

    FileCaller(String gateway) {
        this.client = HttpClient.create().baseUrl(gateway);
    }

    /** Downloads as fast as it goes and returns what arrived. */
    Count download() {
        return received(client.get().uri("/files/large").responseContent());
    }

    /**
     * Downloads, but stops reading for a while after the first 64 MiB.
     *
     * @param pause how long to read nothing
     * @return what arrived
     */
    Count downloadWithPause(Duration pause) {
        Counter counter = new Counter();
        AtomicBoolean paused = new AtomicBoolean();
        client.get()
                .uri("/files/large")
                .responseContent()
                .map(part -> {
                    counter.add(part);
                    return counter.count().octets();
                })
                .concatMap(
                        octets -> octets >= PAUSE_AT && paused.compareAndSet(false, true)
                                ? Mono.delay(pause)
                                : Mono.empty(),
                        1)
                .then()
                .block(LONGEST);
        return counter.count();
    }

    private static Count received(ByteBufFlux content) {
        Counter counter = new Counter();
        content.doOnNext(counter::add).then().block(LONGEST);
        return counter.count();
    }

    /** Uploads and returns the department's answer. */
    String upload(LargeBody body) {
        String answer = client.headers(fields ->
                        fields.set("Content-Length", body.length()).set("Content-Type", "application/octet-stream"))
                .put()
                .uri("/files/large")
                .send((request, outbound) -> outbound.send(body.content(), block -> true))
                .responseSingle((response, content) -> content.asString()
                        .map(text -> response.status().code() == 200 ? text : response.status() + " " + text))
                .block(LONGEST);
        return answer == null ? "" : answer;
    }
}
