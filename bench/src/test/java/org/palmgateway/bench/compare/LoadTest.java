package org.palmgateway.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final String H2LOAD = """
            Application protocol: http/1.1

            finished in 2.05s, 4872.13 req/s, 5.61MB/s
            requests: 10000 total, 10000 started, 10000 done, 9990 succeeded, 10 failed, 0 errored, 0 timeout
            status codes: 9000 2xx, 990 3xx, 0 4xx, 10 5xx
            """;

    private static final String WRK = """
            Running 6s test @ http://127.0.0.1:8080
              1 threads and 32 connections
              18723 requests in 6.00s, 22.02MB read
              Socket errors: connect 0, read 1, write 0, timeout 2
              Non-2xx or 3xx responses: 4
            Requests/sec:   3120.44
            Transfer/sec:      3.67MB
            """;

    @Test
    void h2loadsAnswersAreThoseOf2xxAnd3xx() throws Exception {
        assertThat(H2Load.read(H2LOAD)).isEqualTo(new Done(10_000, 9_990, 4872.13));
    }

    @Test
    void wrksErrorsAndRefusalsAreNoAnswers() throws Exception {
        assertThat(Wrk.read(WRK)).isEqualTo(new Done(18_723, 18_716, 3120.44));
    }

    @Test
    void whatIsNoResultIsSaidWithWhatWasPrinted() {
        assertThatThrownBy(() -> H2Load.read("usage: h2load"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("usage: h2load");
    }

    @Test
    void aLoadWithFailuresIsNotWhole() {
        assertThatThrownBy(() -> new Done(10, 9, 1).whole("http://127.0.0.1:1"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("failed: 1 of 10");
    }
}
