package org.palmgateway.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BundleTreeTest {

    private static final BundleTree BEFORE = BundleTree.of("a.yaml", """
            departments: [{ id: a, region: 330000 }]
            routes:
              - { id: a.x, match: { path: /x }, weight: 1 }
              - { id: a.y, match: { path: /y } }
            """);

    @Test
    void layoutOrderAndNotationDoNotCount() {
        BundleTree json = BundleTree.of("a.json", """
                {"routes": [{"match": {"path": "/y"}, "id": "a.y"}, {"weight": 1.0, "id": "a.x", "match": {"path": "/x"}}],
                 "departments": [{"region": 330000, "id": "a"}]}
                """);

        assertThat(BEFORE.to(json)).isEmpty();
    }

    @Test
    void partsAreToldByTheirIds() {
        BundleTree after = BundleTree.of("a.yaml", """
                departments: [{ id: a, region: 330100 }]
                routes:
                  - { id: a.x, match: { path: /z }, life: {} }
                  - { id: a.new, match: { path: /new } }
                """);

        assertThat(BEFORE.to(after))
                .map(Difference::toString)
                .containsExactly(
                        "changed department a: region",
                        "new route a.new",
                        "changed route a.x: life, match, weight",
                        "gone route a.y");
    }

    @Test
    void againstNothingAllIsNew() {
        assertThat(BundleTree.empty().to(BEFORE))
                .map(Difference::toString)
                .containsExactly("new department a", "new route a.x", "new route a.y");
    }

    @Test
    void partsWithoutIdsAreComparedAsAWhole() {
        BundleTree odd = BundleTree.of("a.yaml", "departments: [{ id: a, region: 330000 }]\nroutes: [1]\n");

        assertThat(BEFORE.to(odd)).map(Difference::toString).containsExactly("changed routes");
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> BundleTree.of("a.yaml", "routes: [")).isInstanceOf(CommandFailed.class);
    }
}
