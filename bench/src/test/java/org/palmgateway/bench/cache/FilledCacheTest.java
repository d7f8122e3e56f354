package org.palmgateway.bench.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;

class FilledCacheTest {

    private final FilledCache cache = new FilledCache();
    private final SampleRoutes routes = new SampleRoutes();
    private final HttpHeaders headers = BareRequest.headers();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void whatIsKeptForEveryoneIsAskedForOnce() {
        BareAnswer first = ask(routes.ofEveryone(1));
        BareAnswer second = ask(routes.ofEveryone(1));

        assertThat(asked).hasValue(1);
        assertThat(first.octets()).isEqualTo(400);
        assertThat(second.octets()).isEqualTo(400);
        assertThat(second.getHeaders().getFirst("Cache-Status")).startsWith("palm; hit");
    }

    @Test
    void eachCitizenHasAnswersOfItsOwn() {
        ask(routes.ofCitizen(1));
        ask(routes.ofCitizen(2));
        ask(routes.ofCitizen(1));

        assertThat(asked).hasValue(2);
        assertThat(cache.fill().keys()).isEqualTo(2);
    }

    @Test
    void whatIsNotKeptIsAskedForEachTime() {
        ask(routes.ofNobody(1));
        BareAnswer second = ask(routes.ofNobody(1));

        assertThat(asked).hasValue(2);
        assertThat(second.octets()).isEqualTo(400);
        assertThat(second.getHeaders().containsHeader("Cache-Status")).isFalse();
    }

    @Test
    void largeAnswersAreGivenInACodingTheSecondTime() {
        GatewayFilterChain large = InstantDepartment.withOwnTexts(SampleBody.of(4000));
        cache.ask(routes.ofEveryone(1), headers, large);
        cache.ask(routes.ofEveryone(1), headers, large);

        BareAnswer third = cache.ask(routes.ofEveryone(1), headers, large);

        assertThat(third.getHeaders().getFirst("Content-Encoding")).isEqualTo("gzip");
        assertThat(third.octets()).isBetween(100L, 3999L);
    }

    private BareAnswer ask(Asked request) {
        GatewayFilterChain department = InstantDepartment.sharing(SampleBody.of(400));
        return cache.ask(request, headers, exchange -> {
            asked.incrementAndGet();
            return department.filter(exchange);
        });
    }
}
