package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionOctetsTest {

    @Test
    void everyRoleCounts() {
        Set<String> roles =
                IntStream.range(0, 100).mapToObj(role -> "role-" + role).collect(Collectors.toSet());

        assertThat(user(roles, Map.of()).octets() - user(Set.of(), Map.of()).octets())
                .isGreaterThan(100 * 60);
    }

    @Test
    void claimsCountHoweverDeepTheyLie() {
        Map<String, Object> claims = Map.of("homes", List.of(Map.of("street", "x".repeat(5000))));

        assertThat(user(Set.of(), claims).octets() - user(Set.of(), Map.of()).octets())
                .isGreaterThan(5000);
    }

    private static Partition.User user(Set<String> roles, Map<String, Object> claims) {
        return new Partition.User(
                "https://id.test", "alice", "citizen", "app", "2", "", roles, Set.of(), claims, "330000");
    }
}
