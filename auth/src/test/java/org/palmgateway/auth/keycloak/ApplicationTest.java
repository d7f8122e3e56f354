package org.palmgateway.auth.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.keycloak.Application.Kind;

class ApplicationTest {

    private static final List<String> REDIRECTS = List.of("https://weather.example/back");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://weather.example/back",
                "https://weather.example:8443/back?tenant=1",
                "http://127.0.0.1/back",
                "http://127.0.0.1:4000/back",
                "http://[::1]:4000/back",
                "cn.gov.weather:/back",
                "cn.gov.weather://back"
            })
    void addressThatIsTheAppsOwnIsTaken(String redirect) {
        assertThat(of(Kind.PUBLIC, List.of(redirect)).redirects()).containsExactly(redirect);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://weather.example/*",
                "https://user@weather.example/back",
                "https://*.example/back",
                "*",
                "+",
                "",
                "/back",
                "https://weather.example/back#part",
                "http://weather.example/back",
                "http://localhost/back",
                "http://127.0.0.1.evil.example/back",
                "http://127.0.0.1@evil.example/back",
                "http:/127.0.0.1/back",
                "https:/back",
                "https:back",
                "weather:/back",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "https://weather.example/a b",
                "https://weather.example/\r\nb"
            })
    void addressWhereACodeCouldGoAstrayIsRefused(String redirect) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Kind.PUBLIC, List.of("https://weather.example/back", redirect)))
                .withMessageStartingWith("redirects: ")
                .withMessageContaining("(expected: ");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"PUBLIC", "WEB"})
    void applicationThatPeopleSignInThroughSendsThemSomewhere(Kind kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(kind, List.of()))
                .withMessage("redirects: [] (expected: at least one)");
    }

    @Test
    void serviceSendsNobodyAnywhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Kind.SERVICE, REDIRECTS))
                .withMessageContaining("(expected: none for a service)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app-abc", "app-a-1", "app-012345678901234567890123456789012345678901234567890123456789"})
    void clientIdIsPlain(String client) {
        assertThat(named(client, "Weather", "citizen").client()).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app-",
                "app-ab",
                "app--ab",
                "app-ab-",
                "app-Abc",
                "app-a_c",
                "app-a.c",
                "app-a/c",
                "app-a&c",
                "app-../..",
                "app-abc\n",
                "palm-gateway",
                "realm-management",
                "my-app-abc",
                "app-0123456789012345678901234567890123456789012345678901234567890"
            })
    void clientIdThatIsNotPlainIsRefused(String client) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named(client, "Weather", "citizen"))
                .withMessageStartingWith("client: " + client + " (expected: ");
    }

    @Test
    void nameIsNeitherBlankNorLong() {
        assertThat(named("app-abc", "天".repeat(100), "citizen").name()).hasSize(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named("app-abc", " ", "citizen"))
                .withMessageStartingWith("name: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named("app-abc", "天".repeat(101), "citizen"))
                .withMessageStartingWith("name: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Citizen", "admin"})
    void audienceIsOneOfThree(String audience) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named("app-abc", "Weather", audience))
                .withMessageStartingWith("audience: ");
    }

    @Test
    void redirectsCannotBeChangedLater() {
        List<String> given = new ArrayList<>(REDIRECTS);
        Application application = of(Kind.WEB, given);

        given.add("https://evil.example/*");

        assertThat(application.redirects()).isEqualTo(REDIRECTS);
    }

    private static Application of(Kind kind, List<String> redirects) {
        return new Application("app-weather", "Weather", kind, "citizen", redirects, false, true);
    }

    private static Application named(String client, String name, String audience) {
        return new Application(client, name, Kind.WEB, audience, REDIRECTS, false, true);
    }
}
