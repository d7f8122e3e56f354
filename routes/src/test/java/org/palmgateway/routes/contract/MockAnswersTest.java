package org.palmgateway.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MockAnswersTest {

    private static final String RESPONSES = """
            /a:
              get:
                operationId: op
                responses:
                  '404': { description: none, content: { application/problem+json: { example: { status: 404 } } } }
                  '201':
                    description: made
                    content:
                      application/json:
                        examples:
                          rich: { value: { balance: 100 } }
                          poor: { value: { balance: 0 } }
                  default: { description: other }
            """;

    @Test
    void theLowestOf2xxAnswersWithItsFirstExample() {
        assertThat(answer(RESPONSES, MockChoice.FIRST))
                .isEqualTo(new MockAnswer(201, "application/json", "{\"balance\":100}"));
    }

    @Test
    void anotherExampleIsChosenByNameAndAnotherResponseByStatus() {
        assertThat(answer(RESPONSES, new MockChoice(null, "poor")).body()).isEqualTo("{\"balance\":0}");
        assertThat(answer(RESPONSES, new MockChoice(404, null)))
                .isEqualTo(new MockAnswer(404, "application/problem+json", "{\"status\":404}"));
    }

    @Test
    void withoutA2xxTheDefaultAnswers() {
        assertThat(answer(
                        "/a:\n  get: { operationId: op, responses: { default: { description: d } } }",
                        MockChoice.FIRST))
                .isEqualTo(new MockAnswer(200, "", ""));
    }

    @Test
    void aTextIsAnsweredAsItIs() {
        String paths = "/a:\n  get: { operationId: op, responses: { '200': { description: d, content: "
                + "{ text/plain: { example: hello } } } } }";

        assertThat(answer(paths, MockChoice.FIRST)).isEqualTo(new MockAnswer(200, "text/plain", "hello"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { type: string }                                              | "text"
            { type: string, minLength: 6 }                                | "textxx"
            { type: string, maxLength: 2 }                                | "te"
            { type: string, format: date }                                | "2026-01-31"
            { enum: [b, a] }                                              | "b"
            { type: integer, minimum: 7 }                                 | 7
            { type: integer, exclusiveMinimum: 7 }                        | 8
            { type: integer, maximum: -3 }                                | -3
            { type: integer, multipleOf: 5 }                              | 5
            { type: number, minimum: 0.5, maximum: 0.6 }                  | 0.5
            { type: boolean }                                             | true
            { type: [string, 'null'] }                                    | "text"
            { type: array, items: { type: integer } }                     | [1]
            { type: array, minItems: 2, items: { type: integer } }        | [1,1]
            { oneOf: [{ type: 'null' }, { type: integer }] }              | 1
            { allOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { default: 2 } } }] } | {"a":1,"b":2}
            { type: object, properties: { p: { type: string, writeOnly: true }, q: { example: x } } } | {"q":"x"}
            { $ref: '#/components/schemas/Node' }                         | {"name":"text","kids":[]}
            """)
    void withoutAnExampleOneIsMadeOfTheSchema(String schema, String body) {
        Contract contract = contract(schema);

        String made = new MockAnswers(contract)
                .answer(contract.operation("op").orElseThrow(), MockChoice.FIRST)
                .body();

        assertThat(made).isEqualTo(body);
    }

    private static Contract contract(String schema) {
        return TestContracts.contract(TestContracts.document(
                "3.1.0",
                "/a:\n  get:\n    operationId: op\n    responses:\n"
                        + "      '200':\n        description: a\n        content:\n          application/json:\n"
                        + "            schema: " + schema,
                """
                schemas:
                  Node:
                    type: object
                    properties:
                      name: { type: string }
                      kids: { type: array, items: { $ref: '#/components/schemas/Node' } }
                      next: { $ref: '#/components/schemas/Node' }
                """));
    }

    private static MockAnswer answer(String paths, MockChoice choice) {
        Contract contract = TestContracts.contract(TestContracts.document("3.0.3", paths, ""));
        return new MockAnswers(contract).answer(contract.operation("op").orElseThrow(), choice);
    }
}
