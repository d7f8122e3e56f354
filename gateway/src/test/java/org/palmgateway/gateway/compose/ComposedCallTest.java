package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.compose.ComposedProvince.json;
import static org.palmgateway.gateway.compose.ComposedProvince.state;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ComposedCallTest {

    @TempDir
    Path directory;

    @Test
    void branchesAreCalledAndTheirResultsMergedInTheDeclaredOrder() {
        try (ComposedProvince province = ComposedProvince.with()
                .departments("a", "b", "c")
                .composed("GET", "/home/{account}", """
                        - { id: first, department: a, path: "/a/{id}", with: { id: /request/path/account } }
                        - { id: second, department: b, path: /b/x, query: { y: /branches/first/next, z: /request/query/z } }
                        - { id: third, department: c, path: /c/x, as: last }
                        """)
                .start(directory)) {
            province.on("/a/4711", "{\"next\":12345678901234567890,\"sum\":12.50}");
            province.on("/b/x", "[1,2]");
            province.on("/c/x", "\"text\"");

            HttpResponse<String> answer = province.get("/home/4711?z=q%26");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.body())
                    .startsWith(
                            "{\"first\":{\"next\":12345678901234567890,\"sum\":12.50},\"second\":[1,2],\"last\":\"text\",");
            assertThat(province.last("b").uri()).isEqualTo("/b/x?y=12345678901234567890&z=q%26");
            assertThat(state(answer, "first")).isEqualTo("ok department");
            JsonNode report = json(answer).path("_branches").path("second");
            assertThat(report.propertyNames()).containsExactly("state", "source", "age", "ms");
            assertThat(answer.headers().firstValue("Proxy-Status")).isEmpty();
            assertThat(province.gateway
                            .admin("/metrics", "Authorization", "Bearer " + province.issuer.official("operator"))
                            .body())
                    .contains("palm_branches_total{department=\"portal\",state=\"ok\"} 3.0");
        }
    }

    @Test
    void eachDepartmentGetsItsOwnPassportAndNeverTheToken() {
        try (ComposedProvince province = ComposedProvince.with()
                .departments("a", "b")
                .composed("GET", "/home", """
                        - { id: a, department: a, path: /a/x }
                        - { id: b, department: b, path: /b/x }
                        """)
                .start(directory)) {
            province.on("/a/x", "1");
            province.on("/b/x", "2");

            assertThat(province.get("/home").statusCode()).isEqualTo(200);

            String ofA = province.last("a").headers().get("Palm-Passport");
            String ofB = province.last("b").headers().get("Palm-Passport");
            assertThat(ofA).isNotNull().isNotEqualTo(ofB);
            assertThat(province.last("a").headers().contains("Authorization")).isFalse();
        }
    }

    @Test
    void whatARequestHasToBringIsAskedForBeforeAnybodyIsCalled() {
        try (ComposedProvince province = ComposedProvince.with()
                .departments("a")
                .composed("POST", "/born", """
                        - { id: a, department: a, method: POST, path: /a/x, body: { name: /request/body/name } }
                        """)
                .needs("/request/body/name")
                .start(directory)) {
            province.on("/a/x", "1");

            HttpResponse<String> without = province.post("/born", "{\"name\":null}");
            HttpResponse<String> with = province.post("/born", "{\"name\":\"n\"}");

            assertThat(without.statusCode()).isEqualTo(400);
            assertThat(json(without).path("code").asString()).isEqualTo("input-missing");
            assertThat(json(without).path("detail").asString()).contains("/request/body/name");
            assertThat(with.statusCode()).isEqualTo(200);
            assertThat(province.asked("/a/x")).isEqualTo(1);
        }
    }

    @Test
    void whatWasDoneBeforeARequiredBranchFailedIsTold() {
        try (ComposedProvince province = ComposedProvince.with()
                .departments("a", "b")
                .composed("POST", "/move", """
                        - { id: leave, department: a, method: POST, path: /a/x, required: true }
                        - { id: arrive, department: b, method: POST, path: /b/x, query: { c: /branches/leave/c }, required: true }
                        """)
                .start(directory)) {
            province.on("/a/x", "{\"c\":1}");
            province.on("/b/x", 409, "application/json", "{}");

            HttpResponse<String> answer = province.post("/move", "{}");

            assertThat(answer.statusCode()).isEqualTo(502);
            JsonNode problem = json(answer);
            assertThat(problem.path("code").asString()).isEqualTo("answered-with-error");
            assertThat(problem.path("branch").asString()).isEqualTo("arrive");
            assertThat(problem.path("done")).extracting(JsonNode::asString).containsExactly("leave");
        }
    }

    @Test
    void aTemplateTellsADepartmentNoMoreThanItsPassport() {
        try (ComposedProvince province = ComposedProvince.with()
                .departments("a")
                .department("b", "subject: real\n    claims: [born]", "")
                .composed("GET", "/home", """
                        - { id: a, department: a, path: /a/x, query: { s: /principal/subject, b: /principal/claims/born } }
                        - { id: b, department: b, path: /b/x, query: { s: /principal/subject, b: /principal/claims/born } }
                        - { id: path, department: a, path: "/a/of/{s}", with: { s: /principal/subject } }
                        """)
                .start(directory)) {
            province.on("/a/x", "1");
            province.on("/b/x", "2");
            String token = province.issuer.token(claims -> claims.subject("c-1")
                    .claim("client_id", "app")
                    .claim("sid", "s")
                    .claim("born", "1990"));

            assertThat(province.gateway
                            .get("/home", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(200);

            assertThat(province.last("b").uri()).isEqualTo("/b/x?s=c-1&b=1990");
            assertThat(province.departments.get("a").seen())
                    .hasSize(2)
                    .allSatisfy(seen -> assertThat(seen.uri()).doesNotContain("c-1", "1990"))
                    .anySatisfy(seen -> assertThat(seen.uri()).startsWith("/a/x?s="))
                    .anySatisfy(seen -> assertThat(seen.uri()).startsWith("/a/of/"));
        }
    }
}
