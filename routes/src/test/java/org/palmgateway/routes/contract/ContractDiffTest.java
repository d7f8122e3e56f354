package org.palmgateway.routes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.contract.ContractDiff.FieldChange;

class ContractDiffTest {

    private static final String BEFORE = """
            /a:
              get: { operationId: getA, summary: A, responses: { '200': { description: a } } }
            /b:
              get: { operationId: getB, summary: B, responses: { '200': { description: b } } }
            """;

    @Test
    void intoAnEmptyDraftEverythingIsAdded() {
        ContractDiff diff = ContractDiff.between(List.of(), imported(BEFORE));

        assertThat(diff.added()).extracting(route -> route.get("id")).containsExactly("fund.get-a", "fund.get-b");
        assertThat(diff.changed()).isEmpty();
        assertThat(diff.removed()).isEmpty();
    }

    @Test
    void theSameDocumentAgainChangesNothing() {
        ContractDiff diff = ContractDiff.between(draft(BEFORE), imported(BEFORE));

        assertThat(diff).isEqualTo(new ContractDiff(List.of(), List.of(), List.of()));
    }

    @Test
    void aChangeIsToldFieldByField() {
        ContractDiff diff = ContractDiff.between(
                draft(BEFORE), imported(BEFORE.replace("/a:", "/c:").replace("summary: A", "summary: C")));

        assertThat(diff.added()).isEmpty();
        assertThat(diff.removed()).isEmpty();
        assertThat(diff.changed()).singleElement().satisfies(change -> {
            assertThat(change.id()).isEqualTo("fund.get-a");
            assertThat(change.changes())
                    .containsExactly(
                            new FieldChange("match.path", "/a", "/c"),
                            new FieldChange("name.en", "A", "C"),
                            new FieldChange("name.zh", "A", "C"),
                            new FieldChange("upstream.path", "/a", "/c"));
        });
    }

    @Test
    void whatWasEditedByHandStaysWhereTheDocumentIsSilent() {
        List<Map<String, Object>> draft = draft(BEFORE);
        Map<String, Object> mine = draft.get(0);
        mine.put("id", "fund.mine");
        mine.put("policy", Map.of("limits", List.of(Map.of("id", "x"))));
        mine.put("access", Map.of("audience", "official", "assurance", 2));
        mine.put("contract", Map.of("in", "main", "operation", "getA", "validate", true));

        ContractDiff diff = ContractDiff.between(draft, imported(BEFORE.replace("summary: A", "summary: C")));

        assertThat(diff.changed()).singleElement().satisfies(change -> {
            assertThat(change.changes()).extracting(FieldChange::field).containsExactly("name.en", "name.zh");
            assertThat(change.route())
                    .containsEntry("id", "fund.mine")
                    .containsKey("policy")
                    .containsEntry("access", Map.of("audience", "official", "assurance", "2"))
                    .containsEntry("contract", Map.of("in", "main", "operation", "getA", "validate", "true"));
        });
    }

    @Test
    void anOperationThatWasRenamedKeepsItsRoute() {
        ContractDiff diff = ContractDiff.between(draft(BEFORE), imported(BEFORE.replace("getA", "readA")));

        assertThat(diff.added()).isEmpty();
        assertThat(diff.removed()).isEmpty();
        assertThat(diff.changed())
                .singleElement()
                .satisfies(change -> assertThat(change.changes())
                        .containsExactly(new FieldChange("contract.operation", "getA", "readA")));
    }

    @Test
    void routesThatCameFromTheContractAreRemovedWithTheirOperationsAndOthersStay() {
        List<Map<String, Object>> draft = draft(BEFORE);
        draft.add(new LinkedHashMap<>(Map.of("id", "fund.own")));
        String after = BEFORE.substring(BEFORE.indexOf("/b:"));

        ContractDiff diff = ContractDiff.between(draft, imported(after));

        assertThat(diff.removed()).extracting(route -> route.get("id")).containsExactly("fund.get-a");
        assertThat(diff.added()).isEmpty();
        assertThat(diff.changed()).isEmpty();
    }

    private static List<Map<String, Object>> draft(String paths) {
        List<Map<String, Object>> draft = new ArrayList<>();
        imported(paths).routes().forEach(route -> draft.add(new LinkedHashMap<>(route.fields())));
        return draft;
    }

    private static ImportedRoutes imported(String paths) {
        return new ContractImport(new ImportOptions("fund", null, "", "citizen", false))
                .routes(TestContracts.contract(TestContracts.document("3.0.3", paths, "")));
    }
}
