package org.palmgateway.routes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.routes.contract.Contract;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.model.ContractUse;
import org.palmgateway.routes.region.Divisions;

class ContractsReaderTest {

    private static final String SOUND = """
            departments:
              - id: fund
                name: { zh: 公积金中心, en: Fund }
                region: 330100
                upstreams:
                  - { id: main, url: "http://127.0.0.1:9100/fund" }
            contracts:
              - id: main
                document: |
                  openapi: 3.0.3
                  info: { title: Fund, version: '1' }
                  paths:
                    /accounts/{id}:
                      get:
                        operationId: getAccount
                        parameters:
                          - { name: id, in: path, required: true, schema: { type: integer } }
                        responses: { '200': { description: a } }
            routes:
              - id: fund.balance
                name: { zh: 余额, en: Balance }
                match: { methods: [GET], path: "/fund/{account}" }
                access: { audience: citizen }
                upstream: { path: "/accounts/{account}" }
                contract: { in: main, operation: getAccount, validate: true }
            """;

    @Test
    void aRouteKnowsItsOperation() {
        Bundle bundle = sound(SOUND);

        assertThat(bundle.contracts()).extracting(Contract::id).containsExactly("main");
        ContractUse use = bundle.routes().get(0).contract();
        assertThat(use.operation()).isEqualTo("getAccount");
        assertThat(use.requests()).isNotNull();
    }

    @Test
    void requestsAreNotCheckedUnlessTheRouteSaysSo() {
        ContractUse use =
                sound(SOUND.replace(", validate: true", "")).routes().get(0).contract();

        assertThat(use.requests()).isNull();
    }

    @Test
    void anOperationMayBeNamedByMethodAndPath() {
        ContractUse use = sound(SOUND.replace("operation: getAccount,", "operation: \"GET /accounts/{id}\","))
                .routes()
                .get(0)
                .contract();

        assertThat(use.operation()).isEqualTo("getAccount");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            in: main,                | in: other,               | routes[0].contract.in        | a contract of this bundle: main
            operation: getAccount,   | operation: getAcount,    | routes[0].contract.operation | an operation of main
            methods: [GET]           | methods: [POST]          | routes[0].contract.operation | an operation with the route's method
            path: "/accounts/        | path: "/other/           | routes[0].contract.operation | an operation with the route's method
            validate: true           | validate: perhaps        | routes[0].contract.validate  | true or false
            schema: { type: integer  | schema: { type: object   | routes[0].contract.operation | a value or a list
            in: path                 | in: nowhere              | contracts[0].document        | what OpenAPI 3.0.3 defines
            """)
    void whatDoesNotFitIsToldWithItsPlace(String right, String wrong, String field, String expected) {
        assertThat(problems(SOUND.replace(right, wrong))).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.expected()).startsWith(expected);
        });
    }

    @Test
    void aContractHasAnIdOfItsOwn() {
        String contracts = SOUND.substring(SOUND.indexOf("  - id: main\n"), SOUND.indexOf("routes:"));

        assertThat(problems(SOUND.replace("routes:", contracts + "routes:")))
                .extracting(DocumentProblem::field)
                .containsExactly("contracts[1].id");
    }

    @Test
    void whatIsWrongWithADocumentIsToldWithItsLine() {
        assertThat(problems(SOUND.replace("schema: { type: integer }", "schema: { $ref: 'other.yaml' }")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.value())
                        .isEqualTo("its line 8, /paths/~1accounts~1{id}/get/parameters/0/schema/$ref: other.yaml"));
    }

    private static Bundle sound(String text) {
        BundleReading reading = new BundleReader(Divisions.zhejiang()).read("fund", "fund.yaml", text);
        if (reading instanceof BundleReading.Sound sound) {
            return sound.bundle();
        }
        throw new AssertionError(reading);
    }

    private static List<DocumentProblem> problems(String text) {
        return new BundleReader(Divisions.zhejiang()).read("fund", "fund.yaml", text)
                        instanceof BundleReading.Broken broken
                ? broken.problems()
                : List.of();
    }
}
