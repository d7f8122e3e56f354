package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.compose.ComposedProvince.json;
import static org.palmgateway.gateway.compose.ComposedProvince.state;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pointers that lead to nothing, or to what cannot stand where it is put: the branch is not called, and nothing is made up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissingValueTest {

    private ComposedProvince province;

    @BeforeAll
    void start(@TempDir Path directory) {
        province = ComposedProvince.with()
                .departments("a", "b")
                .composed("POST", "/body", """
                        - { id: first, department: a, path: /a/first }
                        - { id: path, department: b, path: "/b/path/{v}", with: { v: /request/body/v } }
                        - { id: list, department: b, path: "/b/list/{v}", with: { v: /item }, each: { in: /request/body/list, most: 3 } }
                        - id: soft
                          department: b
                          method: POST
                          path: /b/soft
                          query: { v: /request/body/v, fixed: text:1 }
                          headers: { App-Value: /request/body/v, App-Fixed: text:1 }
                          body: { v: /request/body/v, list: [/request/body/v, text:x], inner: { w: /request/body/v } }
                        - { id: region, department: b, path: /b/region, region: /request/body/region }
                        """)
                .composed("GET", "/result", """
                        - { id: first, department: a, path: /a/first }
                        - { id: path, department: b, path: "/b/path/{v}", with: { v: /branches/first/v } }
                        - { id: list, department: b, path: "/b/list/{v}", with: { v: /item }, each: { in: /branches/first/list, most: 3 } }
                        - { id: region, department: b, path: /b/region, region: /branches/first/region }
                        - { id: after, department: b, path: /b/after, query: { v: /branches/path/v } }
                        """)
                .composed("POST", "/required", """
                        - { id: first, department: a, path: /a/first }
                        - { id: path, department: b, path: "/b/path/{v}", with: { v: /request/body/v }, required: true }
                        """)
                .composed("GET", "/required-result", """
                        - { id: first, department: a, path: /a/first }
                        - { id: path, department: b, path: "/b/path/{v}", with: { v: /branches/first/v }, required: true }
                        """)
                .start(directory);
    }

    @BeforeEach
    void forget() {
        province.departments.values().forEach(department -> department.seen().clear());
        province.on("/a/first", "{\"v\":null}");
        province.on("/b/soft", "1");
        province.on("/b/region", "1");
        province.on("/b/path/plain", "{\"v\":1}");
    }

    @AfterAll
    void stop() {
        province.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "\"..\"",
                "\".\"",
                "\"a/b\"",
                "\"a\\\\b\"",
                "{}",
                "[]",
                "[\"plain\"]",
                "\"a\\u0000b\""
            })
    void aPathNeedsOneSegment(String value) {
        HttpResponse<String> answer = province.post("/body", "{\"v\":" + value + "}");
        HttpResponse<String> required = province.post("/required", "{\"v\":" + value + "}");

        assertThat(state(answer, "path")).isEqualTo("failed none input-missing");
        assertThat(state(answer, "first")).isEqualTo("ok department");
        assertThat(required.statusCode()).isEqualTo(400);
        assertThat(json(required).path("branch").asString()).isEqualTo("path");
        assertThat(province.departments.get("b").seen())
                .noneMatch(seen -> seen.uri().startsWith("/b/path"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"..\"", "\"a/b\"", "\"\"", "{\"deep\":1}"})
    void aPathNeedsOneSegmentOfAResultToo(String value) {
        province.on("/a/first", "{\"v\":" + value + "}");

        HttpResponse<String> answer = province.get("/result");
        HttpResponse<String> required = province.get("/required-result");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(state(answer, "path")).isEqualTo("failed none result-missing");
        assertThat(state(answer, "after")).isEqualTo("failed none result-missing");
        assertThat(state(answer, "list")).isEqualTo("failed none result-missing");
        assertThat(state(answer, "region")).isEqualTo("failed none result-missing");
        assertThat(required.statusCode()).isEqualTo(502);
        assertThat(json(required).path("branch").asString()).isEqualTo("path");
        assertThat(province.departments.get("b").seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "\"a b\",/b/path/a%20b",
        "\"50%\",/b/path/50%25",
        "\"?x#y\",/b/path/%3Fx%23y",
        "1.50,/b/path/1.50",
        "true,/b/path/true"
    })
    void whateverIsOneSegmentIsEncoded(String value, String path) {
        province.on(path, "1");

        HttpResponse<String> answer = province.post("/body", "{\"v\":" + value + "}");

        assertThat(state(answer, "path")).isEqualTo("ok department");
        assertThat(province.asked(path)).isEqualTo(1);
    }

    @Test
    void whatIsMissingIsLeftOutOfQueryFieldsAndBody() {
        HttpResponse<String> answer = province.post("/body", "{}");

        assertThat(state(answer, "soft")).isEqualTo("ok department");
        assertThat(province.last("b").uri()).isEqualTo("/b/soft?fixed=1");
        assertThat(province.last("b").headers().contains("App-Value")).isFalse();
        assertThat(province.last("b").headers().get("App-Fixed")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\\r\\nHost: evil\"", "\"\\u5f20\"", "\"\\u0000\""})
    void aFieldThatCannotBeOneIsLeftOut(String value) {
        HttpResponse<String> answer = province.post("/body", "{\"v\":" + value + "}");

        assertThat(state(answer, "soft")).isEqualTo("ok department");
        assertThat(province.last("b").headers().contains("App-Value")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"' x',x", "'x ',x", "' ',''"})
    void blanksAroundAFieldsValueAreNoPartOfIt(String value, String sent) {
        HttpResponse<String> answer = province.post("/body", "{\"v\":\"" + value + "\"}");

        assertThat(state(answer, "soft")).isEqualTo("ok department");
        assertThat(province.last("b").headers().get("App-Value")).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "{},input-missing",
        "{\"region\":{}},input-missing",
        "{\"region\":\"999999\"},unknown-region",
        "{\"region\":\"x\\r\\ny\"},unknown-region"
    })
    void aRegionThatIsNoneFailsItsBranch(String body, String code) {
        HttpResponse<String> answer = province.post("/body", body);

        assertThat(state(answer, "region")).isEqualTo("failed none " + code);
        assertThat(state(answer, "first")).isEqualTo("ok department");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}|input-missing", "{\"list\":{}}|input-missing", "{\"list\":[1,2,3,4]}|list-too-long"})
    void aListThatIsNoneOrTooLongFailsItsBranch(String body, String code) {
        HttpResponse<String> answer = province.post("/body", body);

        assertThat(state(answer, "list")).isEqualTo("failed none " + code);
        assertThat(state(answer, "first")).isEqualTo("ok department");
        assertThat(province.asked("/b/list/1")).isZero();
    }

    @Test
    void anEmptyListIsAnsweredWithOne() {
        HttpResponse<String> answer = province.post("/body", "{\"list\":[]}");

        assertThat(state(answer, "list")).isEqualTo("ok none");
        assertThat(json(answer).path("list").toString()).isEqualTo("[]");
    }

    @Test
    void itemsThatFailLeaveNullInTheirPlaces() {
        province.on("/b/list/1", "\"one\"");
        province.on("/b/list/3", "\"three\"");

        HttpResponse<String> answer = province.post("/body", "{\"list\":[\"1\",\"..\",\"3\"]}");

        assertThat(state(answer, "list")).startsWith("partial department");
        assertThat(json(answer).path("list").toString()).isEqualTo("[\"one\",null,\"three\"]");
    }

    @Test
    void anItemThatIsNoSegmentIsNullAlsoWhereItComesFirst() {
        province.on("/b/list/2", "\"two\"");

        HttpResponse<String> answer = province.post("/body", "{\"list\":[\"..\",\"2\"]}");

        assertThat(state(answer, "list")).startsWith("partial department");
        assertThat(json(answer).path("list").toString()).isEqualTo("[null,\"two\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{\"v\":1,\"v\":2}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
            })
    void aBodyThatIsNotReadableIsRefusedOrMissing(String body) {
        HttpResponse<String> answer = province.post("/required", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(province.departments.get("a").seen()).isEmpty();
    }
}
