package org.palmgateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrincipalTest {

    @Test
    void textFormHidesWhoItIs() {
        assertThat(principal("li-na", "citizen", "session-1", Set.of()).toString())
                .contains("provincial-app")
                .doesNotContain("li-na", "session-1", "13800000000");
    }

    @Test
    void laterChangesOfTheGivenRolesHaveNoEffect() {
        Set<String> roles = new HashSet<>(Set.of("clerk"));
        Principal principal = principal("li-na", "official", "session-1", roles);

        roles.add("admin");

        assertThat(principal.roles()).containsExactly("clerk");
    }

    @Test
    void componentsAreChecked() {
        assertThatThrownBy(() -> principal("", "citizen", "s", Set.of())).hasMessageStartingWith("subject: ");
        assertThatThrownBy(() -> principal("li-na", "public", "s", Set.of())).hasMessageStartingWith("audience: ");
        assertThatThrownBy(() -> principal("li-na", "citizen", "", Set.of())).hasMessageStartingWith("session: ");
    }

    private static Principal principal(String subject, String audience, String session, Set<String> roles) {
        return new Principal(
                "https://id.example",
                subject,
                audience,
                "provincial-app",
                roles,
                Set.of(),
                "",
                0,
                session,
                "",
                Map.of("phone", "13800000000"),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
