package org.palmgateway.auth.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.http.IssuerServer;
import org.palmgateway.auth.keycloak.Application.Kind;
import org.palmgateway.auth.keycloak.KeycloakApplications.Registered;
import org.palmgateway.auth.keycloak.KeycloakRefused.Reason;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class KeycloakApplicationsTest {

    private static final String LOGOUT = "https://gateway.example/.palm/backchannel-logout";
    private static final Application PUBLIC = application(Kind.PUBLIC, true);
    private static final Application WEB = application(Kind.WEB, false);
    private static final Application SERVICE = application(Kind.SERVICE, false);

    private final AdminServer server = new AdminServer();
    private final KeycloakApplications applications =
            new KeycloakApplications(server.admin(new MovableClock()), LOGOUT);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void publicApplicationProvesItselfByPkceAndHasNoSecret() throws ParseException {
        registers(PUBLIC);

        StepVerifier.create(applications.register(PUBLIC))
                .expectNext(new Registered(PUBLIC, Optional.empty()))
                .verifyComplete();
        Map<String, Object> posted = posted();
        assertThat(posted)
                .containsEntry("clientId", "app-weather")
                .containsEntry("name", "天气")
                .containsEntry("publicClient", true)
                .containsEntry("standardFlowEnabled", true)
                .containsEntry("serviceAccountsEnabled", false)
                .containsEntry("redirectUris", List.of("https://weather.example/back"));
        assertThat(attributes(posted))
                .containsEntry("pkce.code.challenge.method", "S256")
                .containsEntry("backchannel.logout.url", LOGOUT)
                .containsEntry("palm.application", "true");
        assertThat(server.asked()).noneMatch(asked -> asked.contains("client-secret"));
    }

    @Test
    void applicationWithAServerHasASecretAndPkceAllTheSame() throws ParseException {
        registers(WEB);

        StepVerifier.create(applications.register(WEB))
                .expectNext(new Registered(WEB, Optional.of("secret-of-app")))
                .verifyComplete();
        Map<String, Object> posted = posted();
        assertThat(posted).containsEntry("publicClient", false).containsEntry("standardFlowEnabled", true);
        assertThat(attributes(posted)).containsEntry("pkce.code.challenge.method", "S256");
        assertThat(server.asked()).endsWith("GET /clients/uuid-1/client-secret");
    }

    @Test
    void serviceHasAnAccountAndNobodySignsInThroughIt() throws ParseException {
        registers(SERVICE);

        StepVerifier.create(applications.register(SERVICE))
                .expectNext(new Registered(SERVICE, Optional.of("secret-of-app")))
                .verifyComplete();
        Map<String, Object> posted = posted();
        assertThat(posted)
                .containsEntry("publicClient", false)
                .containsEntry("standardFlowEnabled", false)
                .containsEntry("serviceAccountsEnabled", true)
                .containsEntry("redirectUris", List.of());
        assertThat(attributes(posted)).doesNotContainKey("backchannel.logout.url");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void applicationGetsNoMoreThanItNeeds(Kind kind) throws ParseException {
        registers(application(kind, false));

        applications.register(application(kind, false)).block();

        assertThat(posted())
                .containsEntry("implicitFlowEnabled", false)
                .containsEntry("directAccessGrantsEnabled", false)
                .containsEntry("fullScopeAllowed", false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tokensAreBoundToItsKeyIfItAsks(boolean dpop) throws ParseException {
        registers(application(Kind.WEB, dpop));

        applications.register(application(Kind.WEB, dpop)).block();

        assertThat(attributes(posted())).containsEntry("dpop.bound.access.tokens", Boolean.toString(dpop));
    }

    @Test
    void audienceOfItsTokensIsFixed() throws ParseException {
        registers(PUBLIC);

        applications.register(PUBLIC).block();

        List<Object> mappers = JSONObjectUtils.getJSONArray(posted(), "protocolMappers");
        assertThat(mappers).singleElement().asString().contains("oidc-hardcoded-claim-mapper", "claim.value=citizen");
    }

    @Test
    void gatewayThatKeycloakCannotReachIsNotTold() throws ParseException {
        registers(PUBLIC);

        new KeycloakApplications(server.admin(new MovableClock()), "")
                .register(PUBLIC)
                .block();

        assertThat(attributes(posted()))
                .doesNotContainKey("backchannel.logout.url")
                .containsEntry("pkce.code.challenge.method", "S256");
    }

    @Test
    void clientIdThatIsTakenIsSaidToExist() {
        server.on("POST", "/clients", aResponse().withStatus(409));

        StepVerifier.create(applications.register(WEB)).verifyErrorSatisfies(error -> reason(error, Reason.EXISTS));
        assertThat(server.asked()).containsExactly("POST /clients");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 403, 500})
    void registrationThatIsNotConfirmedHasFailed(int status) {
        server.on("POST", "/clients", aResponse().withStatus(status));

        StepVerifier.create(applications.register(WEB)).verifyErrorSatisfies(error -> reason(error, Reason.FAILED));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void applicationIsReadAsItWasWritten(Kind kind) {
        Application written = application(kind, kind == Kind.PUBLIC);
        server.on("GET", "/clients?clientId=app-weather", clients(client(written)));

        StepVerifier.create(applications.application("app-weather"))
                .expectNext(written)
                .verifyComplete();
    }

    @Test
    void listHasApplicationsOnly() {
        server.on(
                "GET",
                "/clients?clientId=app-&search=true&first=20&max=10",
                clients(unmarked("palm-gateway"), client(WEB), unmarked("app-of-the-province")));

        StepVerifier.create(applications.applications(20, 10))
                .expectNext(List.of(WEB))
                .verifyComplete();
    }

    @Test
    void rotatedSecretIsTheNewOne() {
        server.on("GET", "/clients?clientId=app-weather", clients(client(WEB)));
        server.on("POST", "/clients/uuid-1/client-secret", okJson("{\"value\":\"new-secret\"}"));

        StepVerifier.create(applications.rotateSecret("app-weather"))
                .expectNext(new Registered(WEB, Optional.of("new-secret")))
                .verifyComplete();
    }

    @Test
    void publicApplicationHasNoSecretToRotate() {
        server.on("GET", "/clients?clientId=app-weather", clients(client(PUBLIC)));

        StepVerifier.create(applications.rotateSecret("app-weather"))
                .verifyErrorSatisfies(error -> reason(error, Reason.UNKNOWN));
        assertThat(server.asked()).containsExactly("GET /clients?clientId=app-weather");
    }

    @Test
    void secretThatKeycloakDoesNotTellIsAFailure() {
        server.on("GET", "/clients?clientId=app-weather", clients(client(WEB)));
        server.on("POST", "/clients/uuid-1/client-secret", okJson("{\"type\":\"secret\"}"));

        StepVerifier.create(applications.rotateSecret("app-weather"))
                .verifyErrorSatisfies(error -> reason(error, Reason.FAILED));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void applicationIsEnabledAndDisabledAndElseLeftAsItIs(boolean enabled) throws ParseException {
        server.on("GET", "/clients?clientId=app-weather", clients(client(WEB)));
        server.on("PUT", "/clients/uuid-1", aResponse().withStatus(204));

        StepVerifier.create(applications.enable("app-weather", enabled))
                .expectNext(WEB)
                .verifyComplete();
        assertThat(JSONObjectUtils.parse(server.body("PUT")))
                .isEqualTo(Map.of("clientId", "app-weather", "enabled", enabled));
    }

    @Test
    void disablingThatIsNotConfirmedHasFailed() {
        server.on("GET", "/clients?clientId=app-weather", clients(client(WEB)));
        server.on("PUT", "/clients/uuid-1", aResponse().withStatus(500));

        StepVerifier.create(applications.enable("app-weather", false))
                .verifyErrorSatisfies(error -> reason(error, Reason.FAILED));
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                operation("find", applications -> applications.application("palm-gateway")),
                operation("rotate", applications -> applications.rotateSecret("palm-gateway")),
                operation("disable", applications -> applications.enable("palm-gateway", false)),
                operation("enable", applications -> applications.enable("palm-gateway", true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void clientOfTheGatewayItselfIsNeverTouched(String what, Function<KeycloakApplications, Mono<?>> operation) {
        server.on("GET", "/clients?clientId=palm-gateway", clients(unmarked("palm-gateway")));

        StepVerifier.create(operation.apply(applications)).verifyErrorSatisfies(error -> reason(error, Reason.UNKNOWN));
        assertThat(server.asked()).allMatch(asked -> asked.startsWith("GET /clients?"));
    }

    @Test
    void anotherClientThanTheOneAskedForIsNotTaken() {
        server.on("GET", "/clients?clientId=app-weath", clients(client(WEB)));

        StepVerifier.create(applications.enable("app-weath", false))
                .verifyErrorSatisfies(error -> reason(error, Reason.UNKNOWN));
        assertThat(server.asked()).containsExactly("GET /clients?clientId=app-weath");
    }

    @Test
    void applicationThatIsNotThereIsUnknown() {
        server.on("GET", "/clients?clientId=app-weather", clients());

        StepVerifier.create(applications.application("app-weather"))
                .verifyErrorSatisfies(error -> reason(error, Reason.UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../users",
                "a/b",
                "a&max=1000",
                "a?b",
                "a#b",
                "a b",
                "a%2e%2e",
                "天气",
                "a\r\nb",
                "..%2f"
            })
    void textThatIsNoClientIdNeverReachesKeycloak(String client) {
        StepVerifier.create(applications.application(client))
                .verifyErrorSatisfies(error -> reason(error, Reason.UNKNOWN));
        StepVerifier.create(applications.rotateSecret(client))
                .verifyErrorSatisfies(error -> reason(error, Reason.UNKNOWN));
        StepVerifier.create(applications.enable(client, false))
                .verifyErrorSatisfies(error -> reason(error, Reason.UNKNOWN));
        assertThat(server.asked()).isEmpty();
        assertThat(server.tokensAsked()).isZero();
    }

    @Test
    void clientIdThatIsTooLongNeverReachesKeycloak() {
        StepVerifier.create(applications.application("a".repeat(101)))
                .verifyErrorSatisfies(error -> reason(error, Reason.UNKNOWN));
        assertThat(server.tokensAsked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "null", "", "[1,null]x"})
    void listThatCannotBeReadIsAFailure(String body) {
        server.on(
                "GET",
                "/clients?clientId=app-weather",
                aResponse().withStatus(200).withBody(body));

        StepVerifier.create(applications.application("app-weather"))
                .verifyErrorSatisfies(error -> reason(error, Reason.FAILED));
    }

    @Test
    void applicationThatSomebodySpoiltInKeycloakIsAFailureThatNamesIt() {
        server.on("GET", "/clients?clientId=app-weather", clients(spoilt()));

        StepVerifier.create(applications.application("app-weather")).verifyErrorSatisfies(error -> {
            reason(error, Reason.FAILED);
            assertThat(error).hasMessageContaining("app-weather");
        });
    }

    @Test
    void applicationThatSomebodySpoiltDoesNotHideTheOthers() {
        server.on(
                "GET",
                "/clients?clientId=app-&search=true&first=0&max=10",
                clients(spoilt(), client(application("app-b"))));

        StepVerifier.create(applications.applications(0, 10))
                .expectNext(List.of(application("app-b")))
                .verifyComplete();
    }

    @Test
    void applicationThatSomebodySpoiltCanStillBeDisabled() {
        server.on("GET", "/clients?clientId=app-weather", clients(spoilt()));
        server.on("PUT", "/clients/uuid-1", aResponse().withStatus(204));

        StepVerifier.create(applications.enable("app-weather", false))
                .verifyErrorSatisfies(error -> reason(error, Reason.FAILED));
        assertThat(server.asked()).contains("PUT /clients/uuid-1");
    }

    @Test
    void applicationThatSomebodySpoiltIsNotEnabledAgain() {
        server.on("GET", "/clients?clientId=app-weather", clients(spoilt()));

        StepVerifier.create(applications.enable("app-weather", true))
                .verifyErrorSatisfies(error -> reason(error, Reason.FAILED));
        assertThat(server.asked()).containsExactly("GET /clients?clientId=app-weather");
    }

    @Test
    void textFormShowsNoSecret() {
        assertThat(new Registered(WEB, Optional.of("secret-of-app")).toString())
                .contains("app-weather")
                .doesNotContain("secret-of-app");
    }

    @Test
    void errorShowsNoSecret() {
        server.on("GET", "/clients?clientId=app-weather", clients(client(WEB)));
        server.on(
                "POST",
                "/clients/uuid-1/client-secret",
                aResponse().withStatus(200).withBody("{\"value\":\"new-secret"));

        StepVerifier.create(applications.rotateSecret("app-weather"))
                .verifyErrorSatisfies(error -> assertThat(IssuerServer.logged(error))
                        .doesNotContain("new-secret", AdminServer.SECRET, "token-1"));
    }

    private void registers(Application application) {
        server.on("POST", "/clients", aResponse().withStatus(201));
        server.on("GET", "/clients?clientId=app-weather", clients(client(application)));
        server.on("GET", "/clients/uuid-1/client-secret", okJson("{\"value\":\"secret-of-app\"}"));
    }

    @Test
    void aRegistrationOfWhichNoAnswerCameIsTakenUpWithAnotherSecret() {
        Map<String, Object> client = new LinkedHashMap<>(ClientRepresentation.of(SERVICE, "mark-1", LOGOUT));
        client.put("id", "uuid-1");
        server.on("GET", "/clients?clientId=" + SERVICE.client(), clients(client));
        server.on("POST", "/clients/uuid-1/client-secret", okJson("{\"value\":\"another\"}"));

        StepVerifier.create(applications.takeUp(SERVICE.client(), "mark-1"))
                .expectNext(new Registered(SERVICE, Optional.of("another")))
                .verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mark-2", ""})
    void aClientThatCameToBeInAnotherWayIsNotTakenUp(String registration) {
        server.on("GET", "/clients?clientId=" + SERVICE.client(), clients(client(SERVICE)));

        StepVerifier.create(applications.takeUp(SERVICE.client(), registration))
                .verifyErrorSatisfies(error -> reason(error, Reason.EXISTS));
        assertThat(server.asked()).noneMatch(asked -> asked.contains("client-secret"));
    }

    @Test
    void whatIsNotThereCountsAsDeleted() {
        server.on("GET", "/clients?clientId=" + SERVICE.client(), clients());

        StepVerifier.create(applications.delete(SERVICE.client(), "")).verifyComplete();

        server.on("GET", "/clients?clientId=" + SERVICE.client(), clients(client(SERVICE)));
        server.on("DELETE", "/clients/uuid-1", aResponse().withStatus(204));
        StepVerifier.create(applications.delete(SERVICE.client(), "mark-1")).verifyComplete();
        assertThat(server.asked()).noneMatch(asked -> asked.startsWith("DELETE"));
        StepVerifier.create(applications.delete(SERVICE.client(), "")).verifyComplete();
        assertThat(server.asked()).endsWith("DELETE /clients/uuid-1");
    }

    private Map<String, Object> posted() throws ParseException {
        return JSONObjectUtils.parse(server.body("POST"));
    }

    private static Map<String, Object> attributes(Map<String, Object> client) throws ParseException {
        Map<String, Object> attributes = JSONObjectUtils.getJSONObject(client, "attributes");
        assertThat(attributes).isNotNull();
        return attributes;
    }

    private static Arguments operation(String what, Function<KeycloakApplications, Mono<?>> operation) {
        return Arguments.of(what, operation);
    }

    private static Application application(Kind kind, boolean dpop) {
        return new Application(
                "app-weather",
                "天气",
                kind,
                "citizen",
                kind == Kind.SERVICE ? List.of() : List.of("https://weather.example/back"),
                dpop,
                true);
    }

    private static Application application(String client) {
        return new Application(client + "-1", "B", Kind.SERVICE, "official", List.of(), false, false);
    }

    private static Map<String, Object> client(Application application) {
        Map<String, Object> client = new LinkedHashMap<>(ClientRepresentation.of(application, "", LOGOUT));
        client.put("id", "uuid-1");
        return client;
    }

    private static Map<String, Object> spoilt() {
        Map<String, Object> client = client(WEB);
        client.put("redirectUris", List.of("https://weather.example/*"));
        return client;
    }

    private static Map<String, Object> unmarked(String clientId) {
        return Map.of(
                "id",
                "uuid-2",
                "clientId",
                clientId,
                "publicClient",
                false,
                "attributes",
                Map.of("palm.kind", "web", "palm.audience", "citizen"),
                "redirectUris",
                List.of("https://gateway.example/back"),
                "name",
                "Gateway");
    }

    private static ResponseDefinitionBuilder clients(Map<?, ?>... clients) {
        return okJson(JSONArrayUtils.toJSONString(Arrays.asList(clients)));
    }

    private static void reason(Throwable error, Reason reason) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        KeycloakRefused.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
