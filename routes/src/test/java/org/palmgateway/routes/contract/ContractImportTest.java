package org.palmgateway.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.routes.document.DocumentProblem;

class ContractImportTest {

    private static final ImportOptions OPTIONS = new ImportOptions("fund", null, "", "citizen", false);

    private static final String GET = "get: { operationId: getA, responses: { '200': { description: a } } }";

    @Test
    void aRouteHasWhatTheDocumentSaysInTheOrderOfABundle() {
        Contract contract = TestContracts.contract(TestContracts.document("3.0.3", """
                /accounts/{id}:
                  get:
                    operationId: getAccountById
                    summary: Account
                    x-palm-name: { zh: 账户 }
                    x-palm-timeouts: { first-byte: 5s }
                    x-palm-cache: { audience: user }
                    security: [{ o: [fund.read] }]
                    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
                    responses: { '200': { description: a } }
                """, """
                securitySchemes:
                  o: { type: openIdConnect, openIdConnectUrl: 'https://example.org/' }
                """));

        ImportedRoutes imported =
                new ContractImport(new ImportOptions("fund", "hz-fund", "/housing", "citizen", true)).routes(contract);

        Map<String, Object> route = imported.routes().get(0).fields();
        assertThat(route)
                .containsExactly(
                        entry("id", "fund.get-account-by-id"),
                        entry("name", Map.of("zh", "账户", "en", "Account")),
                        entry("department", "hz-fund"),
                        entry("match", Map.of("methods", List.of("GET"), "path", "/housing/accounts/{id}")),
                        entry("access", Map.of("audience", "citizen", "scopes", List.of("fund.read"))),
                        entry("upstream", Map.of("path", "/accounts/{id}")),
                        entry("timeouts", Map.of("first-byte", "5s")),
                        entry("cache", Map.of("audience", "user")),
                        entry("contract", Map.of("in", "main", "operation", "getAccountById", "validate", "true")));
        assertThat(imported.problems()).isEmpty();
        assertThat(imported.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            listAccounts    | fund.list-accounts
            getHTTPStatus   | fund.get-http-status
            get_account.v2  | fund.get-account-v2
            查询            | fund.get-a
            """)
    void idsAreOfLowerCaseLettersDigitsAndHyphens(String operationId, String id) {
        assertThat(imported("/a:\n  " + GET.replace("getA", operationId)).routes())
                .extracting(ImportedRoute::id)
                .containsExactly(id);
    }

    @Test
    void idsThatWouldBeTheSameAreNumbered() {
        assertThat(imported("/a:\n  " + GET + "\n/b:\n  " + GET.replace("getA", "get-a"))
                        .routes())
                .extracting(ImportedRoute::id)
                .containsExactly("fund.get-a", "fund.get-a-2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                               | citizen
            security: []                                                     | public
            'x-palm-access: { audience: official, assurance: 2 }'            | official
            """)
    void accessIsOfTheOptionsUnlessTheDocumentSpeaksOfIt(String said, String audience) {
        String operation = "get:\n    responses: { '200': { description: a } }\n    " + said;

        ImportedRoute route = imported("/a:\n  " + operation).routes().get(0);

        assertThat(route.fields().get("access"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("audience", audience);
        assertThat(route.assumed().contains("access")).isEqualTo(said.isEmpty());
    }

    @Test
    void aPathThatRoutesCannotHaveIsAProblemOfItsOperationAlone() {
        String parameter = "{ name: id, in: path, required: true, schema: { type: string } }";
        ImportedRoutes imported = imported("/a/{id}.json:\n  parameters: [" + parameter + "]\n  "
                + GET.replace("getA", "one") + "\n/b:\n  " + GET);

        assertThat(imported.routes()).extracting(ImportedRoute::id).containsExactly("fund.get-a");
        assertThat(imported.problems())
                .extracting(DocumentProblem::field, DocumentProblem::value)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/paths/~1a~1{id}.json/get", "/a/{id}.json"));
    }

    @Test
    void headAndTraceAreLeftOutWithANote() {
        ImportedRoutes imported = imported("/a:\n  " + GET + "\n  head: { responses: { '200': { description: a } } }");

        assertThat(imported.routes()).hasSize(1);
        assertThat(imported.notes()).singleElement().asString().startsWith("HEAD /a: left out");
    }

    private static ImportedRoutes imported(String paths) {
        return new ContractImport(OPTIONS).routes(TestContracts.contract(TestContracts.document("3.0.3", paths, "")));
    }
}
