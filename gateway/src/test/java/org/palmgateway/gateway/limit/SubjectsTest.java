package org.palmgateway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.gateway.exchange.Subscriber;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.policy.PlacedLimit;

class SubjectsTest {

    private static final Subject SIGNED_IN = new Subject(
            new Subject.Citizen("https://id.example", "4711"),
            "palm-mobile",
            "192.0.2.1",
            "transport",
            "permits",
            "330100");
    private static final Subject ANONYMOUS = new Subject(null, null, "192.0.2.1", "transport", "permits", "330100");

    @ParameterizedTest
    @CsvSource({
        "CITIZEN,     'citizen=https://id.example,4711'",
        "APPLICATION, application=palm-mobile",
        "ADDRESS,     address=192.0.2.1",
        "DEPARTMENT,  department=transport",
        "ROUTE,       route=permits",
        "REGION,      region=330100"
    })
    void everyDimensionHasItsText(Dimension dimension, String text) {
        assertThat(text(SIGNED_IN, dimension)).isEqualTo(text);
    }

    @Test
    void dimensionsAreInTheirOrder() {
        assertThat(text(SIGNED_IN, Dimension.REGION, Dimension.ROUTE, Dimension.CITIZEN))
                .isEqualTo("citizen=https://id.example,4711;route=permits;region=330100");
    }

    @Test
    void unknownCallerCountsByAddress() {
        assertThat(text(ANONYMOUS, Dimension.CITIZEN)).isEqualTo("citizen=@192.0.2.1");
        assertThat(text(ANONYMOUS, Dimension.APPLICATION)).isEqualTo("application=@192.0.2.1");
    }

    @Test
    void applicationThatIsCalledLikeAnAddressIsNone() {
        Subject sly = new Subject(null, "@192.0.2.1", "192.0.2.9", "transport", "permits", "330100");

        assertThat(text(sly, Dimension.APPLICATION)).isEqualTo("application=%40192.0.2.1");
    }

    @Test
    void longIdsAreHashed() {
        Subject wordy = new Subject(
                new Subject.Citizen("https://id.example", "x".repeat(10_000)), null, "unknown", "d", "r", "330100");

        assertThat(text(wordy, Dimension.CITIZEN))
                .startsWith("citizen=https://id.example,#")
                .hasSize(71);
    }

    @Test
    void everyLimitIsAskedForTheWeightUnderItsName() {
        PlacedLimit one = placed("one", Dimension.CITIZEN);
        PlacedLimit two = placed("two", Dimension.CITIZEN);

        List<Demand> demands = Subjects.demands(List.of(one, two), 3, SIGNED_IN);

        assertThat(demands)
                .containsExactly(
                        new Demand(one, new BucketKey("region/330000/one", "citizen=https://id.example,4711"), 3),
                        new Demand(two, new BucketKey("region/330000/two", "citizen=https://id.example,4711"), 3));
        assertThat(demands.get(0).key().subject()).isSameAs(demands.get(1).key().subject());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,                192.0.2.1",
        "::ffff:192.0.2.1,         192.0.2.1",
        "::FFFF:C000:0201,         192.0.2.1",
        "0:0:0:0:0:ffff:192.0.2.1, 192.0.2.1",
        "2001:db8:a:b:1:2:3:4,     2001:db8:a:b::/64",
        "2001:DB8:000A:b::9,       2001:db8:a:b::/64",
        "2001:db8:a:b::,           2001:db8:a:b::/64",
        "2001:db8:a:c::9,          2001:db8:a:c::/64",
        "fe80::1%eth0,             fe80:0:0:0::/64",
        "fe80::1,                  fe80:0:0:0::/64",
        "::1,                      0:0:0:0::/64",
        "unknown,                  unknown"
    })
    void addressesAreThoseOfSubscribers(String address, String subscriber) {
        assertThat(Subscriber.of(address)).isEqualTo(subscriber);
    }

    private static String text(Subject subject, Dimension first, Dimension... more) {
        return Subjects.demands(List.of(placed("any", first, more)), 1, subject)
                .get(0)
                .key()
                .subject();
    }

    private static PlacedLimit placed(String id, Dimension first, Dimension... more) {
        return TestDemands.placed(
                new Limit(id, 1, Duration.ofSeconds(1), 1, EnumSet.of(first, more), Limit.Mode.ENFORCE));
    }
}
