package org.palmgateway.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.palmgateway.routes.document.JsonText;

class WireMockStubsTest {

    private static final String PARAMETER =
            "parameters: [{ name: id, in: path, required: true, schema: { type: string } }]";

    @Test
    void aStubAnswersTheOperationUnderTheBasePath() {
        assertThat(stub("/a/{id}", "/fund"))
                .isEqualTo("{\"name\":\"op\",\"request\":{\"method\":\"GET\",\"urlPathTemplate\":\"/fund/a/{id}\"},"
                        + "\"response\":{\"status\":200,\"headers\":{\"Content-Type\":\"application/json\"},"
                        + "\"body\":\"{\\\"id\\\":7}\"}}");
    }

    @Test
    void aVariableWithinASegmentIsMatchedByAnExpression() {
        assertThat(stub("/a/{id}.json", "")).contains("\"urlPathPattern\":\"\\\\Q/a/\\\\E[^/]+\\\\Q.json\\\\E\"");
    }

    private static String stub(String path, String base) {
        Contract contract = TestContracts.contract(TestContracts.document(
                "3.0.3",
                path + ":\n  " + PARAMETER
                        + "\n  get: { operationId: op, responses: { '200': { description: a, content: { application/json: "
                        + "{ example: { id: 7 } } } } } }",
                ""));
        return JsonText.of(new WireMockStubs(new MockAnswers(contract))
                .stubs(contract.operation("op").orElseThrow(), base)
                .get(0));
    }
}
