package org.palmgateway.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AtOnceTest {

    private final List<String> seen = new ArrayList<>();

    @Test
    void whatIsThereIsGoneOnWithBeforeAnybodySubscribes() {
        Mono<Integer> length = AtOnce.map(Mono.just("four"), this::noted);

        assertThat(seen).containsExactly("four");
        StepVerifier.create(length).expectNext(4).verifyComplete();
        assertThat(seen).hasSize(1);
    }

    @Test
    void whatIsNotThereYetIsWaitedFor() {
        Mono<Integer> length = AtOnce.map(Mono.just("four").delayElement(Duration.ofMillis(1)), this::noted);

        assertThat(seen).isEmpty();
        StepVerifier.create(length).expectNext(4).verifyComplete();
    }

    @Test
    void nothingAndErrorsPass() {
        StepVerifier.create(AtOnce.map(Mono.<String>empty(), this::noted)).verifyComplete();
        StepVerifier.create(AtOnce.map(Mono.<String>error(new IllegalStateException("broken")), this::noted))
                .verifyErrorMessage("broken");
        assertThat(seen).isEmpty();
    }

    @Test
    void whatGoingOnThrowsIsAnError() {
        Mono<String> broken = AtOnce.flatMap(Mono.just("four"), text -> {
            throw new IllegalStateException("a mistake");
        });

        StepVerifier.create(broken).verifyErrorMessage("a mistake");
    }

    private int noted(String text) {
        seen.add(text);
        return text.length();
    }
}
