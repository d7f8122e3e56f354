package org.palmgateway.auth.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.keycloak.RealmTemplate.SslRequired;

class RealmTemplateTest {

    private static final String SECRET = "a-secret-of-thirty-two-characters";
    private static final URI GATEWAY = URI.create("https://gateway.example");
    private static final List<URI> MOBILE = List.of(URI.create("example.palm.mobile:/signed-in"));
    private static final List<URI> CONSOLE = List.of(URI.create("https://console.example/signed-in"));
    private static final Map<String, String> DEPARTMENTS =
            Map.of("nb-education", "宁波市教育局", "hz-housing-fund", "杭州住房公积金\"中心\"");

    private final RealmTemplate template = RealmTemplate.of("province", GATEWAY, MOBILE, CONSOLE, DEPARTMENTS);

    @Test
    void realmHasTheNameAndLetsOnlyPrivateNetworksUseHttp() throws ParseException {
        assertThat(file())
                .containsEntry("realm", "province")
                .containsEntry("enabled", true)
                .containsEntry("sslRequired", "external");
    }

    @ParameterizedTest
    @ValueSource(strings = {"palm-mobile", "palm-console"})
    void clientThatPeopleSignInByHasCodeWithPkceOnlyAndHearsOfLogouts(String id) throws ParseException {
        assertThat(client(id))
                .containsEntry("publicClient", true)
                .containsEntry("standardFlowEnabled", true)
                .containsEntry("implicitFlowEnabled", false)
                .containsEntry("directAccessGrantsEnabled", false)
                .containsEntry("serviceAccountsEnabled", false)
                .doesNotContainKey("secret");
        assertThat(JSONObjectUtils.getJSONObject(client(id), "attributes"))
                .containsEntry("pkce.code.challenge.method", "S256")
                .containsEntry("backchannel.logout.url", "https://gateway.example/.palm/backchannel-logout")
                .containsEntry("backchannel.logout.session.required", "true");
    }

    @Test
    void redirectsAreThoseGivenAndNoOthers() throws ParseException {
        assertThat(client("palm-mobile")).containsEntry("redirectUris", List.of("example.palm.mobile:/signed-in"));
        assertThat(client("palm-console")).containsEntry("redirectUris", List.of("https://console.example/signed-in"));
        assertThat(client("palm-gateway")).doesNotContainKey("redirectUris");
    }

    @Test
    void gatewayExchangesTokensAndManagesClients() throws ParseException {
        assertThat(client("palm-gateway"))
                .containsEntry("secret", SECRET)
                .containsEntry("publicClient", false)
                .containsEntry("standardFlowEnabled", false)
                .containsEntry("serviceAccountsEnabled", true);
        assertThat(JSONObjectUtils.getJSONObject(client("palm-gateway"), "attributes"))
                .containsEntry("standard.token.exchange.enabled", "true");
        assertThat(JSONObjectUtils.getJSONObjectArray(file(), "users"))
                .singleElement()
                .satisfies(user -> {
                    assertThat(user).containsEntry("serviceAccountClientId", "palm-gateway");
                    assertThat(user)
                            .containsEntry(
                                    "clientRoles",
                                    Map.of(
                                            "realm-management",
                                            List.of(
                                                    "manage-clients",
                                                    "view-clients",
                                                    "query-clients",
                                                    "manage-users")));
                });
    }

    @Test
    void everyDepartmentIsAnAudienceThatTheGatewayMayAskFor() throws ParseException {
        assertThat(client("hz-housing-fund"))
                .containsEntry("name", "杭州住房公积金\"中心\"")
                .containsEntry("publicClient", false)
                .containsEntry("standardFlowEnabled", false)
                .containsEntry("serviceAccountsEnabled", false)
                .containsEntry("directAccessGrantsEnabled", false);
        assertThat(Arrays.stream(JSONObjectUtils.getJSONObjectArray(
                                named("clientScopes", "name", "departments"), "protocolMappers"))
                        .map(mapper -> ((Map<?, ?>) mapper.get("config")).get("included.client.audience")))
                .isEqualTo(List.of("hz-housing-fund", "nb-education"));
        assertThat(JSONObjectUtils.getStringList(client("palm-gateway"), "defaultClientScopes"))
                .contains("departments");
        assertThat(JSONObjectUtils.getStringList(client("palm-mobile"), "defaultClientScopes"))
                .doesNotContain("departments");
    }

    @Test
    void sameRealmIsTheSameText() {
        RealmTemplate again = RealmTemplate.of("province", GATEWAY, MOBILE, CONSOLE, Map.copyOf(DEPARTMENTS));

        assertThat(again.json(SECRET)).isEqualTo(template.json(SECRET));
    }

    @Test
    void httpMayBeForbiddenToAll() throws ParseException {
        RealmTemplate strict = new RealmTemplate("province", GATEWAY, MOBILE, CONSOLE, DEPARTMENTS, SslRequired.ALL);

        assertThat(JSONObjectUtils.parse(strict.json(SECRET))).containsEntry("sslRequired", "all");
    }

    @Test
    void shortSecretIsRefusedWithoutBeingNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> template.json("open sesame"))
                .withMessage("gatewaySecret: 11 characters (expected: at least 32)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "master", "Province", "a/b", "two words", "-a"})
    void realmNameMustFitIntoAUri(String realm) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RealmTemplate.of(realm, GATEWAY, MOBILE, CONSOLE, DEPARTMENTS))
                .withMessageStartingWith("realm: " + realm + " (expected: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gateway.example", "ftp://gateway.example", "https://gateway.example/", "https://g.example?a"})
    void gatewayMustBeAPlainHttpAddress(String gateway) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RealmTemplate.of("province", URI.create(gateway), MOBILE, CONSOLE, DEPARTMENTS))
                .withMessageStartingWith("gateway: " + gateway + " (expected: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/signed-in",
                "javascript:alert(1)",
                "palm:/signed-in",
                "http://phone.example/signed-in",
                "https://phone.example/*",
                "https://phone.example/#a"
            })
    void codeOfTheAppGoesNowhereThatOthersMayListen(String redirect) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RealmTemplate.of("province", GATEWAY, List.of(URI.create(redirect)), CONSOLE, DEPARTMENTS))
                .withMessageStartingWith("mobileRedirects: " + redirect + " (expected: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://phone.example/signed-in", "http://127.0.0.1:9000/a", "http://[::1]/a", "cn.palm:/a"})
    void appMayTakeTheCodeOnHttpsLoopbackOrAPrivateScheme(String redirect) {
        URI uri = URI.create(redirect);

        assertThat(RealmTemplate.of("province", GATEWAY, List.of(uri), CONSOLE, DEPARTMENTS)
                        .mobileRedirects())
                .containsExactly(uri);
    }

    @Test
    void consoleIsAWebPage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RealmTemplate.of("province", GATEWAY, MOBILE, MOBILE, DEPARTMENTS))
                .withMessageStartingWith("consoleRedirects: example.palm.mobile:/signed-in (expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HZ", "hz housing", "palm-gateway", "realm-management"})
    void departmentTakesNoIdOfAnotherClient(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RealmTemplate.of("province", GATEWAY, MOBILE, CONSOLE, Map.of(id, "部门")))
                .withMessageStartingWith("departments: " + id + " (expected: ");
    }

    private Map<String, Object> file() throws ParseException {
        return JSONObjectUtils.parse(template.json(SECRET));
    }

    private Map<String, Object> client(String id) throws ParseException {
        return named("clients", "clientId", id);
    }

    private Map<String, Object> named(String list, String key, String name) throws ParseException {
        return Arrays.stream(JSONObjectUtils.getJSONObjectArray(file(), list))
                .filter(member -> name.equals(member.get(key)))
                .findFirst()
                .orElseThrow();
    }
}
