package org.palmgateway.auth.keycloak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.keycloak.KeycloakRefused.Reason;
import reactor.test.StepVerifier;

class KeycloakSessionsTest {

    private final AdminServer server = new AdminServer();
    private final KeycloakSessions sessions = new KeycloakSessions(server.admin(new MovableClock()));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sessionIsDeleted() {
        server.on("DELETE", "/sessions/session-1", aResponse().withStatus(204));

        StepVerifier.create(sessions.end("session-1")).verifyComplete();
        assertThat(server.asked()).containsExactly("DELETE /sessions/session-1");
    }

    @Test
    void subjectIsLoggedOutEverywhere() {
        server.on("POST", "/users/li-na/logout", aResponse().withStatus(204));

        StepVerifier.create(sessions.endOf("li-na")).verifyComplete();
        assertThat(server.asked()).containsExactly("POST /users/li-na/logout");
    }

    @Test
    void whatHasEndedAlreadyIsNoError() {
        server.on("DELETE", "/sessions/session-1", aResponse().withStatus(404));
        server.on("POST", "/users/li-na/logout", aResponse().withStatus(404));

        StepVerifier.create(sessions.end("session-1")).verifyComplete();
        StepVerifier.create(sessions.endOf("li-na")).verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 500})
    void endThatIsNotConfirmedHasFailed(int status) {
        server.on("DELETE", "/sessions/session-1", aResponse().withStatus(status));
        server.on("POST", "/users/li-na/logout", aResponse().withStatus(status));

        StepVerifier.create(sessions.end("session-1")).verifyErrorSatisfies(KeycloakSessionsTest::failed);
        StepVerifier.create(sessions.endOf("li-na")).verifyErrorSatisfies(KeycloakSessionsTest::failed);
    }

    @ParameterizedTest
    @CsvSource({"a/b,a%2Fb", "../users,..%2Fusers", "a?b=c&d,a%3Fb%3Dc%26d", "a#b,a%23b", "a b,a%20b", "天,%E5%A4%A9"})
    void idIsOneSegmentWhateverIsInIt(String id, String segment) {
        server.on("DELETE", "/sessions/" + segment, aResponse().withStatus(204));
        server.on("POST", "/users/" + segment + "/logout", aResponse().withStatus(204));

        sessions.end(id).block();
        sessions.endOf(id).block();

        assertThat(server.asked()).containsExactly("DELETE /sessions/" + segment, "POST /users/" + segment + "/logout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void idThatWouldNameAnotherPathNeverReachesKeycloak(String id) {
        StepVerifier.create(sessions.end(id)).verifyErrorSatisfies(KeycloakSessionsTest::failed);
        StepVerifier.create(sessions.endOf(id)).verifyErrorSatisfies(KeycloakSessionsTest::failed);
        assertThat(server.asked()).isEmpty();
        assertThat(server.tokensAsked()).isZero();
    }

    private static void failed(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        KeycloakRefused.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.FAILED));
    }
}
