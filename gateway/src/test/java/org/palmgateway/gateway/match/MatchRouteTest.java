package org.palmgateway.gateway.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.TestExchange;
import org.palmgateway.gateway.exchange.Verdict;
import org.palmgateway.gateway.problem.RequestProblem;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.test.StepVerifier;

class MatchRouteTest {

    private final MatchRoute step = new MatchRoute();
    private final Facts facts = TestProvince.facts(TestProvince.snapshot());

    @Test
    void routeOfTheNamedRegionBecomesAFact() {
        ServerHttpRequest request =
                TestExchange.request("GET", "http://palm.example/insurance/records?year=2026", "palm-region", "330106");

        StepVerifier.create(step.take(request, facts))
                .assertNext(verdict -> assertThat(verdict).isInstanceOfSatisfying(Verdict.Continue.class, go -> {
                    assertThat(go.facts().route().route().id()).isEqualTo("hz-insurance.records");
                    assertThat(go.facts().normalPath()).hasToString("/insurance/records");
                    assertThat(go.facts().requestId()).isEqualTo(facts.requestId());
                }))
                .verifyComplete();
    }

    @Test
    void missIsAnsweredWithItsProblem() {
        StepVerifier.create(step.take(TestExchange.request("GET", "/nowhere"), facts))
                .expectNext(new Verdict.Answer(new RequestProblem.UnknownPath()))
                .verifyComplete();
    }

    @Test
    void severalRegionFieldsAreRefused() {
        ServerHttpRequest request =
                TestExchange.request("GET", "/insurance/records", "Palm-Region", "330106", "Palm-Region", "330100");

        StepVerifier.create(step.take(request, facts))
                .expectNext(new Verdict.Answer(new RequestProblem.UnknownRegion()))
                .verifyComplete();
    }
}
