package org.palmgateway.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.explain.Impact.Group;
import org.palmgateway.gateway.explain.Impact.Place;
import org.palmgateway.gateway.match.TestProvince;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.gateway.record.RecordedRequest;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.subscription.Grant;
import org.palmgateway.routes.subscription.Subscriptions;

class BlastRadiusTest {

    private static final Snapshot BEFORE = snapshot("/tax/bills", "tax.read", "7s", "tax.bills");

    private final BlastRadius radius = new BlastRadius(new ProblemTexts());

    @Test
    void theSameSnapshotChangesNothing() {
        assertThat(radius.of(List.of(bills("phone")), BEFORE, BEFORE))
                .isEqualTo(new Impact(1, 0, 0, 0, 0, List.of(), 0));
    }

    @Test
    void requestsThatLoseTheirRouteAreCountedByApplication() {
        Impact impact = radius.of(
                List.of(bills("phone"), bills("phone"), bills("kiosk")),
                BEFORE,
                snapshot("/tax/moved", "tax.read", "7s", "tax.bills"));

        assertThat(impact.requests()).isEqualTo(3);
        assertThat(impact.moved()).isEqualTo(3);
        assertThat(impact.lost()).isEqualTo(3);
        assertThat(impact.groups())
                .containsExactly(new Group(
                        new Place(Optional.of("tax.bills"), Optional.empty()),
                        new Place(Optional.empty(), Optional.of("unknown-path")),
                        false,
                        3,
                        Map.of("kiosk", 1, "phone", 2)));
    }

    @Test
    void anotherRouteIsAMoveAndNotALoss() {
        Impact impact =
                radius.of(List.of(bills("phone")), BEFORE, snapshot("/tax/bills", "tax.read", "7s", "tax.other"));

        assertThat(impact.moved()).isEqualTo(1);
        assertThat(impact.lost()).isZero();
        assertThat(impact.groups())
                .extracting(group -> group.after().route())
                .containsExactly(Optional.of("tax.other"));
    }

    @Test
    void anotherDecisionAboutAccessIsCounted() {
        Impact impact =
                radius.of(List.of(bills("phone")), BEFORE, snapshot("/tax/bills", "tax.more", "7s", "tax.bills"));

        assertThat(impact.access()).isEqualTo(1);
        assertThat(impact.moved()).isZero();
        assertThat(impact.groups())
                .extracting(group -> group.after().code())
                .containsExactly(Optional.of("insufficient-scope"));
    }

    @Test
    void anotherPolicyIsCounted() {
        Impact impact =
                radius.of(List.of(bills("phone")), BEFORE, snapshot("/tax/bills", "tax.read", "8s", "tax.bills"));

        assertThat(impact.policy()).isEqualTo(1);
        assertThat(impact.moved() + impact.access()).isZero();
    }

    @Test
    void whatBecameOfARequestThenDoesNotMatter() {
        RecordedRequest refused = request("phone", "/tax/bills", "limit-exceeded");

        assertThat(radius.of(Collections.nCopies(5, refused), BEFORE, BEFORE).groups())
                .isEmpty();
    }

    @Test
    void whoIsNotSubscribedWouldBeRefusedWhereTheRouteAsksForIt() {
        Snapshot asking = TestProvince.snapshot("tax", """
                departments:
                  - id: tax
                    name: { zh: 税务局, en: Tax }
                    region: 330000
                    upstreams: [{ id: main, url: "http://127.0.0.1:9100/tax" }]
                routes:
                  - id: tax.bills
                    name: { zh: 账单, en: Bills }
                    match: { methods: [GET], path: /tax/bills }
                    access: { audience: citizen, scopes: [tax.read], subscription: required }
                    policy: { deadline: 7s }
                """);
        Snapshot after = asking.with(
                Subscriptions.of(Set.of(new Grant("iss", "subscribed", "tax", Grant.Kind.ROUTE, "tax.bills"))));

        Impact impact = radius.of(List.of(bills("phone"), bills("subscribed")), BEFORE, after);

        assertThat(impact.access()).isEqualTo(1);
        assertThat(impact.groups())
                .containsExactly(new Group(
                        new Place(Optional.of("tax.bills"), Optional.empty()),
                        new Place(Optional.of("tax.bills"), Optional.of("subscription-missing")),
                        false,
                        1,
                        Map.of("phone", 1)));
    }

    private static RecordedRequest bills(String application) {
        return request(application, "/tax/bills", null);
    }

    private static RecordedRequest request(String application, String path, @Nullable String code) {
        return new RecordedRequest(
                "GET",
                path,
                null,
                "citizen",
                "iss",
                application,
                Set.of("tax.read"),
                Set.of(),
                0,
                0,
                "tax.bills",
                code);
    }

    private static Snapshot snapshot(String path, String scope, String deadline, String id) {
        return TestProvince.snapshot("tax", """
                departments:
                  - id: tax
                    name: { zh: 税务局, en: Tax }
                    region: 330000
                    upstreams: [{ id: main, url: "http://127.0.0.1:9100/tax" }]
                routes:
                  - id: %4$s
                    name: { zh: 账单, en: Bills }
                    match: { methods: [GET], path: %1$s }
                    access: { audience: citizen, scopes: [%2$s] }
                    policy: { deadline: %3$s }
                """.formatted(path, scope, deadline, id));
    }
}
