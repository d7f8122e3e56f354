package org.palmgateway.routes.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.subscription.Grant.Kind;

class SubscriptionsTest {

    private static Grant grant(String client, Kind kind, String item) {
        return new Grant("iss", client, "o", kind, item);
    }

    @Test
    void aPlanAndARouteOfOneIdAreTwo() {
        Subscriptions subscriptions = Subscriptions.of(List.of(grant("a", Kind.PLAN, "x")));

        assertThat(subscriptions.plans("iss", "a", "o")).containsExactly("x");
        assertThat(subscriptions.toRoute("iss", "a", "o", "x")).isFalse();
        assertThat(subscriptions.plans("iss", "b", "o")).isEmpty();
    }

    @Test
    void whatWasGivenOutBeforeAChangeStaysAsItIs() {
        Subscriptions before = Subscriptions.of(List.of(grant("a", Kind.PLAN, "x")));

        Subscriptions after = before.changed(List.of(grant("a", Kind.PLAN, "y")), List.of(grant("a", Kind.PLAN, "x")));

        assertThat(before.plans("iss", "a", "o")).containsExactly("x");
        assertThat(after.plans("iss", "a", "o")).containsExactly("y");
    }

    @Test
    void manyChangesComeToTheSameAsOne() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<Grant> holding = new HashSet<>();
        Subscriptions subscriptions = Subscriptions.NONE;
        for (int i = 0; i < 500; i++) {
            Kind kind = random.nextBoolean() ? Kind.PLAN : Kind.ROUTE;
            Grant grant = grant("c" + random.nextInt(5), kind, "i" + random.nextInt(5));
            if (random.nextBoolean()) {
                holding.add(grant);
                subscriptions = subscriptions.changed(List.of(grant), List.of());
            } else {
                holding.remove(grant);
                subscriptions = subscriptions.changed(List.of(), List.of(grant));
            }
            assertThat(subscriptions.size()).as("seed %d", seed).isEqualTo(holding.size());
        }

        Subscriptions once = Subscriptions.of(new ArrayList<>(holding));

        for (int c = 0; c < 5; c++) {
            String client = "c" + c;
            assertThat(subscriptions.plans("iss", client, "o"))
                    .as("seed %d", seed)
                    .isEqualTo(once.plans("iss", client, "o"));
            for (int i = 0; i < 5; i++) {
                assertThat(subscriptions.toRoute("iss", client, "o", "i" + i))
                        .as("seed %d", seed)
                        .isEqualTo(once.toRoute("iss", client, "o", "i" + i));
            }
        }
    }
}
