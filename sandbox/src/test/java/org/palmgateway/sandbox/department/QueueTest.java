package org.palmgateway.sandbox.department;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QueueTest {

    @Test
    void positionsArriveOneByOne() throws Exception {
        try (Gateway gateway = new Gateway();
                Departments departments = Departments.start(0, () -> gateway.keys())) {
            Visit visit = new Visit(departments);

            Instant start = Instant.now();
            HttpResponse<InputStream> answer =
                    visit.open(visit.to("/hz-xihu-service-centre/xihu/offices/wensan/queue/events")
                            .header("Palm-Passport", gateway.passport("hz-xihu-service-centre")));
            String first = read(answer.body(), "\n\n");
            Duration untilFirst = Duration.between(start, Instant.now());
            String rest = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
            Duration untilLast = Duration.between(start, Instant.now());

            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(first).contains("event: position").contains("\"ahead\": 9");
            assertThat(rest).endsWith("\"ahead\": 0,\"minutes\": 0}\n\n");
            assertThat(untilLast).isGreaterThan(untilFirst.plusSeconds(3));
        }
    }

    private static String read(InputStream body, String end) throws Exception {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            text.append((char) body.read());
        }
        return text.toString();
    }
}
