package org.palmgateway.routes.contract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.routes.document.DocumentProblem;

class ContractReaderTest {

    private static final String SOUND = """
            openapi: 3.0.3
            info: { title: Fund, version: '1' }
            paths:
              /accounts/{id}:
                parameters:
                  - { name: id, in: path, required: true, schema: { type: string } }
                get:
                  operationId: getAccount
                  summary: One account
                  tags: [accounts]
                  responses:
                    200:
                      description: the account
                      content:
                        application/json:
                          schema: { $ref: '#/components/schemas/Account' }
                delete:
                  responses: { '204': { description: gone } }
            components:
              schemas:
                Account:
                  type: object
                  properties:
                    parent: { $ref: '#/components/schemas/Account' }
            """;

    @Test
    void operationsOfASoundDocumentAreFoundByNameOrByMethodAndPath() {
        Contract contract = TestContracts.contract(SOUND);

        assertThat(contract.operations())
                .containsExactly(
                        new Operation(
                                "GET",
                                "/accounts/{id}",
                                "getAccount",
                                List.of("accounts"),
                                "One account",
                                "/paths/~1accounts~1{id}/get"),
                        new Operation(
                                "DELETE", "/accounts/{id}", null, List.of(), "", "/paths/~1accounts~1{id}/delete"));
        assertThat(contract.operation("getAccount")).isPresent();
        assertThat(contract.operation("GET /accounts/{id}")).isEqualTo(contract.operation("getAccount"));
        assertThat(contract.operation("DELETE /accounts/{id}")).isPresent();
        assertThat(contract.operation("nothing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.0.0", "3.0.4", "3.1.0", "3.1.1"})
    void bothVersionsAreRead(String version) {
        assertThat(TestContracts.contract(SOUND.replace("3.0.3", version)).operations())
                .hasSize(2);
    }

    @Test
    void theSameDocumentMayBeWrittenInJson() {
        String json = """
                {"openapi": "3.1.0", "info": {"title": "Fund", "version": "1"},
                 "paths": {"/a": {"get": {"responses": {"200": {"description": "a"}}}}}}
                """;

        assertThat(TestContracts.contract(json).operations())
                .extracting(Operation::name)
                .containsExactly("GET /a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/a.json#/A",
                "https://example.org/a.yaml",
                "other.yaml#/components/schemas/Account",
                "file:///etc/passwd",
                "jar:file:/a.jar!/b",
                "../secret.yaml",
                "#anchor",
                "#"
            })
    void aReferenceThatLeavesTheDocumentIsRefused(String reference) {
        assertThat(problems(SOUND.replace(
                        "parent: { $ref: '#/components/schemas/Account'", "parent: { $ref: '" + reference + "'")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("/components/schemas/Account/properties/parent/$ref");
                    assertThat(problem.value()).isEqualTo(reference);
                    assertThat(problem.line()).isEqualTo(24);
                });
    }

    @Test
    void aReferenceToNowhereIsRefused() {
        assertThat(problems(SOUND.replace(
                        "parent: { $ref: '#/components/schemas/Account'",
                        "parent: { $ref: '#/components/schemas/Acount'")))
                .extracting(DocumentProblem::expected)
                .containsExactly("a place that is in this document");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openapi: 2.0                              | 1 | a text such as
            openapi: 3.2.0                            | 1 | a text such as
            [ 1 ]                                     | 1 | a mapping
            {                                         | 1 | JSON
            { "a": 1, "a": 2 }                        | 1 | each name once
            { "a": 1e99999 }                          | 1 | a number
            a: &x { b: 1 }                            | 1 | no anchors
            a: *x                                     | 1 | the value itself
            a: !!java/x y                             | 1 | no tags
            a: .inf                                   | 1 | a number
            """)
    void whatIsNoPlainOpenApiIsRefusedBeforeAnythingElseSeesIt(String text, int line, String expected) {
        assertThat(problems(text)).first().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.expected()).startsWith(expected);
        });
    }

    @Test
    void depthAndSizeAreBounded() {
        assertThat(problems("[".repeat(200_000))).hasSize(1);
        assertThat(problems("{\"a\":".repeat(101)))
                .extracting(DocumentProblem::expected)
                .containsExactly("less depth");
        assertThat(problems("#" + " ".repeat(ContractReader.MAXIMUM_LENGTH)))
                .extracting(DocumentProblem::expected)
                .containsExactly("at most 10485760 characters");
    }

    @Test
    void whatOpenApiFindsWrongIsSaid() {
        assertThat(problems(SOUND.replace("in: path", "in: nowhere")))
                .anySatisfy(problem -> assertThat(problem.value()).contains("[id].in is not of type"));
    }

    @Test
    void anOperationIdBelongsToOneOperation() {
        assertThat(problems(SOUND.replace("    delete:\n", "    delete:\n      operationId: getAccount\n")))
                .extracting(DocumentProblem::field)
                .contains("/paths/~1accounts~1{id}/delete/operationId");
    }

    @Test
    void hundredsOfOperationsAreReadQuickly() {
        String paths = IntStream.range(0, 600)
                .mapToObj(i -> "/p" + i + "/{id}:\n  get:\n    operationId: op" + i
                        + "\n    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]"
                        + "\n    responses: { '200': { description: a } }\n")
                .collect(joining());

        Assertions.assertThatCode(() -> TestContracts.contract(TestContracts.document("3.0.3", paths, "")))
                .doesNotThrowAnyException();
        long start = System.nanoTime();
        assertThat(TestContracts.contract(TestContracts.document("3.0.3", paths, ""))
                        .operations())
                .hasSize(600);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static List<DocumentProblem> problems(String text) {
        return new ContractReader().read("main", "api.yaml", text) instanceof ContractReading.Broken broken
                ? broken.problems()
                : List.of();
    }
}
