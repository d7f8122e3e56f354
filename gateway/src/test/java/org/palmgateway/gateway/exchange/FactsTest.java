package org.palmgateway.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.match.TestProvince;
import org.palmgateway.routes.snapshot.Snapshot;
import org.springframework.web.server.ServerWebExchange;

class FactsTest {

    private final Snapshot snapshot = TestProvince.snapshot();

    @Test
    void whatTheMatchFoundIsKnownAfterIt() {
        Facts facts = TestProvince.matched(snapshot, "GET", "/insurance/records", "330106");

        assertThat(facts.route().route().id()).isEqualTo("hz-insurance.records");
        assertThat(facts.served()).isEqualTo("330100");
        assertThat(facts.regionChain().requested()).isEqualTo("330106");
        assertThat(facts.normalPath()).hasToString("/insurance/records");
    }

    @Test
    void askingForTheRouteBeforeTheMatchIsAMistake() {
        Facts facts = TestProvince.facts(snapshot);

        assertThatThrownBy(facts::route).hasMessage("the request has not been matched yet");
        assertThatThrownBy(facts::served).hasMessage("the request has not been matched yet");
        assertThatThrownBy(facts::normalPath).hasMessage("the request has not been matched yet");
        assertThatThrownBy(facts::regionChain).hasMessage("the request has not been matched yet");
    }

    @Test
    void exchangeKeepsTheLastFacts() {
        ServerWebExchange exchange = TestExchange.of(TestExchange.request("GET", "/insurance/records"));
        Facts.of("r-1", Trace.from(List.of()), snapshot, 0, "192.0.2.1").keepIn(exchange);
        Facts later = Facts.of("r-2", Trace.from(List.of()), snapshot, 0, "192.0.2.1");

        later.keepIn(exchange);

        assertThat(Facts.of(exchange)).isSameAs(later);
    }

    @Test
    void exchangeWithoutFactsIsAMistake() {
        ServerWebExchange exchange = TestExchange.of(TestExchange.request("GET", "/"));

        assertThatThrownBy(() -> Facts.of(exchange)).isInstanceOf(IllegalArgumentException.class);
    }
}
