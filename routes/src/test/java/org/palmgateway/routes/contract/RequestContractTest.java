package org.palmgateway.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.path.PathPattern;

class RequestContractTest {

    private static final String PATHS = """
            /a/{id}:
              parameters:
                - { name: id, in: path, required: true, schema: { type: integer, minimum: 1 } }
              post:
                operationId: op
                parameters:
                  - { name: page, in: query, required: true, schema: { type: integer, maximum: 9 } }
                  - { name: tags, in: query, schema: { type: array, maxItems: 2, items: { type: string, enum: [a, b] } } }
                  - { name: ids, in: query, explode: false, schema: { type: array, items: { type: integer } } }
                  - { name: any, in: query, schema: { oneOf: [{ type: integer, maximum: 3 }, { type: string, minLength: 2 }] } }
                  - { name: X-Key, in: header, required: true, schema: { type: string, pattern: '^[a-z]+$' } }
                  - { name: Authorization, in: header, required: true, schema: { type: string } }
                  - { name: sid, in: cookie, required: true, schema: { type: string } }
                requestBody:
                  required: true
                  content:
                    application/json: { schema: { $ref: '#/components/schemas/Item' } }
                    text/*: {}
                responses: { '200': { description: a } }
            """;
    private static final String COMPONENTS_30 = """
            schemas:
              Item:
                type: object
                required: [name]
                properties:
                  name: { type: string, maxLength: 5 }
                  note: { type: string, nullable: true }
                  size: { type: number, minimum: 0, exclusiveMinimum: true }
                  day: { type: string, format: date }
                  bad: { type: string, pattern: '^(.*a){25}$' }
                  items: { type: array, items: { $ref: '#/components/schemas/Item' } }
            """;
    private static final String COMPONENTS_31 = COMPONENTS_30
            .replace("type: string, nullable: true", "type: [string, 'null']")
            .replace("minimum: 0, exclusiveMinimum: true", "exclusiveMinimum: 0");

    @Test
    void aRequestThatIsAsTheContractSaysHasNoViolations() {
        assertThat(check("3.0.3", body("{\"name\":\"x\",\"items\":[{\"name\":\"y\",\"items\":[]}]}")))
                .isEmpty();
        assertThat(check("3.1.0", body("{\"name\":\"x\",\"note\":null,\"size\":0.5,\"day\":\"2026-01-31\"}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"toolong"}                              | /body/name
            {}                                              | /body/name
            {"name":"x","items":[{"name":"y"},{}]}          | /body/items/1/name
            {"name":"x","size":0}                           | /body/size
            {"name":"x","day":"2026-02-31"}                 | /body/day
            {"name":null}                                   | /body/name
            {"name":"x","size":1e999999999}                 | /body
            {"name":"x","name":"y"}                         | /body
            {"name":"x"} {}                                 | /body
            [                                               | /body
            """)
    void aViolationOfTheBodyIsToldWithItsPlaceInBothVersions(String body, String pointer) {
        for (String version : List.of("3.0.3", "3.1.0")) {
            assertThat(check(version, body(body)))
                    .extracting(Violation::pointer)
                    .as(version)
                    .containsExactly(pointer);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            page | -    | /query/page
            page | 10   | /query/page
            page | 1.5  | /query/page
            page | x    | /query/page
            page | 1,2  | /query/page
            tags | c    | /query/tags/0
            ids  | 1,x  | /query/ids/1
            any  | 7    | /query/any
            """)
    void aViolationOfTheQueryIsToldWithItsPlace(String name, String value, String pointer) {
        Map<String, List<String>> query = new HashMap<>(Map.of("page", List.of("1")));
        if (value == null) {
            query.remove(name);
        } else {
            query.put(name, List.of(value));
        }

        assertThat(check("3.1.0", request("1", query, Map.of(), "{\"name\":\"x\"}")))
                .extracting(Violation::pointer)
                .contains(pointer);
    }

    @Test
    void listsComeRepeatedOrSeparatedAsTheContractSays() {
        Map<String, List<String>> query =
                Map.of("page", List.of("1"), "tags", List.of("a", "b"), "ids", List.of("1,2"), "any", List.of("zz"));

        assertThat(check("3.0.3", request("1", query, Map.of(), "{\"name\":\"x\"}")))
                .isEmpty();
    }

    @Test
    void aParameterThatIsNoListMayNotBeRepeated() {
        Map<String, List<String>> query = Map.of("page", List.of("1", "2"));

        assertThat(check("3.0.3", request("1", query, Map.of(), "{\"name\":\"x\"}")))
                .containsExactly(new Violation("query", "/query/page", "may be given once only"));
    }

    @Test
    void pathVariablesAreThoseOfTheRouteAtTheSamePlace() {
        assertThat(check("3.0.3", request("0", Map.of("page", List.of("1")), Map.of(), "{\"name\":\"x\"}")))
                .extracting(Violation::where, Violation::pointer)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("path", "/path/id"));
    }

    @Test
    void theValueOfAHeaderFieldIsNeverTold() {
        Map<String, List<String>> fields = Map.of("x-key", List.of("SECRET-1"));

        assertThat(check("3.0.3", request("1", Map.of("page", List.of("1")), fields, "{\"name\":\"x\"}")))
                .containsExactly(new Violation("header", "/header/X-Key", "is not as the contract says"));
    }

    @ParameterizedTest
    @CsvSource({"application/json;charset=utf-8,0", "text/csv,0", "application/xml,1", "'',1"})
    void theContentTypeMustBeListed(String type, int violations) {
        Map<String, List<String>> fields = Map.of("content-type", List.of(type));

        assertThat(check("3.0.3", request("1", Map.of("page", List.of("1")), fields, "{\"name\":\"x\"}")))
                .hasSize(violations);
    }

    @Test
    void aBodyThatIsRequiredMustBeThere() {
        assertThat(check("3.0.3", request("1", Map.of("page", List.of("1")), Map.of(), "")))
                .containsExactly(new Violation("body", "/body", "is required but missing"));
    }

    @Test
    void violationsAreToldInChineseToo() {
        RequestContract contract = compile("3.0.3", COMPONENTS_30);

        assertThat(contract.check(body("{}"), Locale.forLanguageTag("zh-CN")))
                .containsExactly(new Violation("body", "/body/name", "缺少必需的值"));
    }

    @Test
    void violationsAreBounded() {
        String items = "{\"name\":\"toolong\"},".repeat(200);
        String body = "{\"name\":\"x\",\"items\":[" + items.substring(0, items.length() - 1) + "]}";

        assertThat(check("3.0.3", body(body))).hasSize(RequestContract.MOST_VIOLATIONS);
    }

    @Test
    void anExpressionThatBacktracksWithoutEndIsGivenUp() {
        long start = System.nanoTime();

        assertThat(check("3.0.3", body("{\"name\":\"x\",\"bad\":\"" + "a".repeat(40) + "!\"}")))
                .containsExactly(new Violation("body", "/body", "is too complex to be checked"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aBodyMayBeDeepAndCircular() {
        String deep = "{\"name\":\"x\",\"items\":[".repeat(45) + "]}".repeat(45);

        assertThat(check("3.0.3", body(deep))).isEmpty();
        assertThat(check("3.0.3", body("[".repeat(100_000)))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"name: { type: string, pattern: '(' }", "name: { type: string, $schema: 'http://127.0.0.1:1/x' }"
            })
    void whatCannotBeCompiledIsAProblem(String property) {
        Problems problems = new Problems("api.yaml");

        Contract contract = TestContracts.contract(TestContracts.document(
                "3.1.0", PATHS, COMPONENTS_31.replace("name: { type: string, maxLength: 5 }", property)));
        Operation operation = contract.operation("op").orElseThrow();

        assertThat(new RequestContracts(contract).compile(operation, PathPattern.of("/a/{id}"), problems))
                .isNull();
        assertThat(problems.found()).extracting(DocumentProblem::field).contains("/components/schemas/Item");
    }

    private static List<Violation> check(String version, RequestFacts request) {
        return compile(version, version.startsWith("3.0") ? COMPONENTS_30 : COMPONENTS_31)
                .check(request, Locale.ENGLISH);
    }

    private static RequestContract compile(String version, String components) {
        Contract contract = TestContracts.contract(TestContracts.document(version, PATHS, components));
        Problems problems = new Problems("api.yaml");
        RequestContract compiled = new RequestContracts(contract)
                .compile(contract.operation("op").orElseThrow(), PathPattern.of("/a/{number}"), problems);
        assertThat(problems.found()).isEmpty();
        return compiled;
    }

    private static RequestFacts body(String body) {
        return request("1", Map.of("page", List.of("1")), Map.of(), body);
    }

    private static RequestFacts request(
            String id, Map<String, List<String>> query, Map<String, List<String>> fields, String body) {
        Map<String, List<String>> all =
                new HashMap<>(Map.of("content-type", List.of("application/json"), "x-key", List.of("abc")));
        all.putAll(fields);
        ByteBuffer octets = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
        return new RequestFacts(Map.of("number", id), query, all, !body.isEmpty(), octets);
    }
}
