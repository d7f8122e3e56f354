package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.compose.ComposedProvince.json;
import static org.palmgateway.gateway.compose.ComposedProvince.state;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

/** A composition gives nobody more than each of its routes gives by itself, and takes from no owner what is not offered to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposedAccessTest {

    private final TestIssuer issuer = new TestIssuer();
    private final TestDepartment department = new TestDepartment((request, response) ->
            response.header("Content-Type", "application/json").sendString(Mono.just("\"" + request.uri() + "\"")));
    private TestGateway gateway;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        gateway = TestGateway.start(
                directory,
                issuer,
                java.util.Map.of(
                        "d", owner().formatted(department.url()),
                        "county", county().formatted(closedPort(), department.url()),
                        "portal", portal().formatted(department.url())));
    }

    /** Nobody listens there any more; what comes to listen meanwhile does not speak HTTP for long. */
    private static int closedPort() throws IOException {
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return gone.getLocalPort();
        }
    }

    private static String owner() {
        return """
                departments:
                  - id: d
                    name: { zh: 测试, en: Test }
                    region: 330000
                    upstreams: [{ id: main, url: "%s" }]
                routes:
                  - id: d.read
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: "/read/{*rest}" }
                    access: { audience: citizen, scopes: [read] }
                    composed-by: [portal]
                  - id: d.secret
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: "/secret/{*rest}" }
                    access: { audience: citizen, scopes: [secret] }
                    composed-by: [portal]
                  - id: d.officials
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: "/officials" }
                    access: { audience: official }
                    composed-by: [any]
                  - id: d.unshared
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: "/unshared" }
                    access: { audience: citizen }
                  - id: d.public
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: "/public" }
                    access: { audience: public }
                  - id: d.above
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: "/fallback" }
                    access: { audience: citizen }
                """;
    }

    /** A county whose department cannot be reached, above which the province's offers the same, though to nobody's compositions. */
    private static String county() {
        return """
                departments:
                  - id: county
                    name: { zh: 测试, en: Test }
                    region: 330100
                    upstreams: [{ id: main, url: "http://127.0.0.1:%1$d" }]
                  - id: county-well
                    name: { zh: 测试, en: Test }
                    region: 330100
                    upstreams: [{ id: main, url: "%2$s" }]
                routes:
                  - id: county.fallback
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: "/fallback" }
                    access: { audience: citizen }
                    when-down: parent-region
                    department: county
                    composed-by: [portal]
                """;
    }

    private static String portal() {
        return """
                departments:
                  - id: portal
                    name: { zh: 门户, en: Portal }
                    region: 330000
                    upstreams: [{ id: main, url: "%s" }]
                routes:
                """ + composed("scope", "{ id: x, department: d, path: /secret/x }")
                + composed("scope-required", "{ id: x, department: d, path: /secret/x, required: true }")
                + composed(
                        "scope-later",
                        "{ id: x, department: d, path: \"/secret/{v}\", with: { v: /branches/ok }, required: true }")
                + composed("valued", "{ id: x, department: d, path: /secret/x, on-failure: { value: text:none } }")
                + composed("official", "{ id: x, department: d, path: /officials }")
                + composed("unshared", "{ id: x, department: d, path: /unshared }")
                + composed("unshared-required", "{ id: x, department: d, path: /unshared, required: true }")
                + composed("public", "{ id: x, department: d, path: /public }")
                + composed("nested", "{ id: x, department: portal, path: /portal/scope }")
                + composed("itself", "{ id: x, department: portal, path: /portal/itself }")
                + composed("other-department", "{ id: x, department: portal, path: /read/x }")
                + composed("nowhere", "{ id: x, department: d, path: /nowhere }")
                + composed("wrong-method", "{ id: x, department: d, method: OPTIONS, path: /read/x }")
                + composed("fallback", "{ id: x, departments: [county, d], path: /fallback, region: text:330100 }");
    }

    private static String composed(String name, String branch) {
        return """
                  - id: portal.%1$s
                    name: { zh: 组合, en: Composed }
                    match: { methods: [GET], path: "/portal/%1$s" }
                    access: { audience: citizen }
                    composed-by: [any]
                    compose:
                      branches:
                        - { id: ok, department: d, path: /read/ok }
                        - %2$s
                """.formatted(name, branch);
    }

    @BeforeEach
    void forget() {
        department.seen().clear();
    }

    @AfterAll
    void stop() {
        gateway.close();
        department.close();
        issuer.close();
    }

    private HttpResponse<String> get(String name) {
        return gateway.get("/portal/" + name, "Authorization", "Bearer " + issuer.citizen());
    }

    private void isFailed(String name, String state) {
        HttpResponse<String> answer = get(name);

        assertThat(answer.statusCode()).as(name).isEqualTo(200);
        assertThat(state(answer, "x")).as(name).isEqualTo(state);
        assertThat(state(answer, "ok")).as(name).isEqualTo("ok department");
        assertThat(department.seen()).as(name).hasSize(1);
    }

    @Test
    void whatTheCallerMayNotHaveIsForbiddenAndTheRestIsThere() {
        isFailed("scope", "forbidden none insufficient-scope");
    }

    @Test
    void whatStandsInTheBranchsPlaceDoesNotHideThatItWasForbidden() {
        isFailed("valued", "forbidden composition insufficient-scope");
    }

    @Test
    void aRouteOfAnotherAudienceIsForbidden() {
        isFailed("official", "forbidden none wrong-audience");
    }

    @Test
    void whatIsRequiredButForbiddenRefusesTheCallBeforeAnythingIsCalled() {
        for (String name : new String[] {"scope-required", "scope-later"}) {
            HttpResponse<String> answer = get(name);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(json(answer).path("code").asString()).isEqualTo("insufficient-scope");
            assertThat(json(answer).path("branch").asString()).isEqualTo("x");
            assertThat(department.seen()).isEmpty();
        }
    }

    @Test
    void aRouteWhoseOwnerDoesNotOfferItIsNotCalled() {
        isFailed("unshared", "failed none branch-not-callable");
        forget();
        isFailed("public", "failed none branch-not-callable");
        forget();

        HttpResponse<String> required = get("unshared-required");

        assertThat(required.statusCode()).isEqualTo(502);
        assertThat(json(required).path("branch").asString()).isEqualTo("x");
        assertThat(department.seen()).isEmpty();
    }

    @Test
    void aComposedRouteIsNoBranchNorItsOwn() {
        isFailed("nested", "failed none branch-not-callable");
        forget();
        isFailed("itself", "failed none branch-not-callable");
    }

    @Test
    void aRouteOfAnotherDepartmentThanIsDeclaredIsNotCalled() {
        isFailed("other-department", "failed none branch-not-callable");
    }

    @Test
    void whatThereIsNotFails() {
        isFailed("nowhere", "failed none unknown-path");
        forget();
        isFailed("wrong-method", "failed none wrong-method");
    }

    @Test
    void aDepartmentThatIsDownIsNotReplacedByOneThatIsNotOffered() {
        isFailed("fallback", "failed none department-unreachable");
        forget();

        HttpResponse<String> byItself =
                gateway.get("/fallback", "Palm-Region", "330100", "Authorization", "Bearer " + issuer.citizen());

        assertThat(byItself.statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyCallsWithoutAToken() {
        assertThat(gateway.get("/portal/scope").statusCode()).isEqualTo(401);
        assertThat(department.seen()).isEmpty();
    }
}
