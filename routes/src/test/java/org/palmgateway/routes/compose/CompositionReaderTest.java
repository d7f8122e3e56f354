package org.palmgateway.routes.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.routes.compose.Pointer.Root;
import org.palmgateway.routes.document.Document;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.path.PathPattern;

class CompositionReaderTest {

    private static final PathPattern PATTERN = PathPattern.of("/home/{account}");

    private final Problems problems = new Problems("home.yaml");

    private @Nullable Composition read(String yaml, boolean open) {
        return Document.read(yaml, 100_000, problems, "a composition")
                .map(fields -> new CompositionReader(PATTERN, open).read(fields))
                .orElse(null);
    }

    private Composition sound(String yaml) {
        Composition composition = read(yaml, false);
        assertThat(problems.found()).isEmpty();
        assertThat(composition).isNotNull();
        return composition;
    }

    private List<String> wrong(String yaml) {
        read(yaml, false);
        return problems.found().stream().map(Object::toString).toList();
    }

    private static String branch(String id, String... more) {
        StringBuilder text = new StringBuilder("  - { id: %s, department: d, path: /%s".formatted(id, id));
        for (String each : more) {
            text.append(", ").append(each);
        }
        return text.append(" }\n").toString();
    }

    private static String branches(String... branches) {
        return "branches:\n" + String.join("", branches);
    }

    @Test
    void aBranchIsReadWithItsDefaults() {
        Branch branch = sound(branches(branch("a"))).branches().get(0);

        assertThat(branch.method()).isEqualTo("GET");
        assertThat(branch.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(branch.onFailure()).isEqualTo(new OnFailure.Omit());
        assertThat(branch.format()).isEqualTo(new Format.Json());
        assertThat(branch.placement()).isEqualTo(new Placement.Under("a"));
        assertThat(branch.attempts()).isEqualTo(Branch.MOST_ATTEMPTS);
        assertThat(branch.needs()).isEmpty();
    }

    @Test
    void aBranchIsReadWithAllThatItSays() {
        Branch branch = sound("""
                branches:
                  - { id: list, department: d, path: /list }
                  - id: bill
                    department: hz-water
                    method: POST
                    path: "/bills/{bill}"
                    with: { bill: /item/id }
                    query: { z: text:last, a: /request/query/a }
                    headers: { App-Version: /request/headers/app-version }
                    region: /request/region
                    body:
                      who: { name: /principal/claims/name }
                      ids: [ /request/path/account, "number:12.50", flag:true, null ]
                    format: xml
                    xml-root: bill
                    xml-arrays: [ item ]
                    timeout: 800ms
                    attempts: 1
                    on-failure: { value: { state: text:unknown } }
                    when: { value: /branches/list/open, is: [ text:yes, flag:true ] }
                    failed-when: { value: /answer/code, is-not: "number:0" }
                    each: { in: /branches/list/items, most: 50, at-once: 4 }
                    shape: [ { take: data }, { pick: [ id, sum ] }, { rename: { sum: amount } } ]
                    as: bills
                """).branches().get(1);

        assertThat(branch.query().keySet()).containsExactly("z", "a");
        assertThat(branch.with())
                .isEqualTo(Map.of("bill", new Template.Taken(new Pointer(Root.ITEM, "", List.of("id")))));
        assertThat(branch.body())
                .isEqualTo(new Template.ObjectOf(Map.of(
                        "who",
                        new Template.ObjectOf(Map.of(
                                "name", new Template.Taken(new Pointer(Root.PRINCIPAL, "claims", List.of("name"))))),
                        "ids",
                        new Template.ListOf(List.of(
                                new Template.Taken(new Pointer(Root.PATH, "account", List.of())),
                                new Template.Decimal(new BigDecimal("12.50")),
                                new Template.Flag(true),
                                new Template.Nothing())))));
        assertThat(branch.format()).isEqualTo(new Format.Xml("bill", Set.of("item")));
        assertThat(branch.onFailure())
                .isEqualTo(new OnFailure.Instead(new Template.ObjectOf(Map.of("state", new Template.Text("unknown")))));
        assertThat(branch.when())
                .isEqualTo(new Condition(
                        new Pointer(Root.BRANCH, "list", List.of("open")),
                        List.of(new Template.Text("yes"), new Template.Flag(true)),
                        true));
        assertThat(branch.failedWhen())
                .isEqualTo(new Condition(
                        new Pointer(Root.ANSWER, "", List.of("code")),
                        List.of(new Template.Decimal(BigDecimal.ZERO)),
                        false));
        assertThat(branch.attempts()).isEqualTo(1);
        assertThat(branch.each()).isEqualTo(new Each(new Pointer(Root.BRANCH, "list", List.of("items")), 50, 4));
        assertThat(branch.shapes())
                .containsExactly(
                        new Shape.Take("data"),
                        new Shape.Pick(Set.of("id", "sum")),
                        new Shape.Rename(Map.of("sum", "amount")));
        assertThat(branch.placement()).isEqualTo(new Placement.Under("bills"));
        assertThat(branch.needs()).containsExactly("list");
        assertThat(branch.isRequired()).isFalse();
    }

    @Test
    void theOrderOfCallsFollowsFromWhatBranchesNeed() {
        Plan plan = sound(branches(
                        branch("card", "body: { of: /branches/register/id }"),
                        branch("register", "body: { of: /branches/birth/id }"),
                        branch("birth"),
                        branch("weather"),
                        branch("insurance", "query: { a: /branches/birth/id, b: /branches/register/id }")))
                .plan();

        assertThat(plan.steps())
                .containsExactly(Set.of("birth", "weather"), Set.of("register"), Set.of("card", "insurance"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/branches/a/x        | a",
                "/branches/b/x        | a, b",
            })
    void branchesThatWaitForEachOtherAreNamed(String needed, String circle) {
        List<String> wrong = wrong(branches(
                branch("a", "query: { x: " + needed + " }"),
                branch("b", "query: { x: /branches/a/x }"),
                branch("c", "query: { x: /branches/b/x }")));

        assertThat(wrong).singleElement().asString().contains("branches: " + circle + " (expected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query: { x: /branches/nobody/id }         | a branch of this composition",
                "query: { x: /request/path/other }         | a variable of /home/{account}",
                "query: { x: /item/id }                    | this in a branch that has each",
                "query: { x: /answer/id }                  | this under failed-when only",
                "query: { x: /request/headers/Authorization } | the name of a field",
                "query: { x: /request/headers/cookie }     | the name of a field",
                "query: { x: /principal/password }         | one of application, audience, claims",
                "query: { x: /elsewhere/id }               | a JSON pointer into",
                "query: { x: /request/query }              | a JSON pointer into",
                "query: { x: /branches/b/~2 }              | ~ is written ~0",
                "query: { x: hello }                       | a JSON pointer such as",
                "query: { x: 'number:1e400000' }           | a number as JSON writes it",
                "query: { x: 'number:01' }                 | a number as JSON writes it",
                "headers: { Authorization: text:x }        | the name of a field",
                "headers: { Palm-Passport: text:x }        | the name of a field",
                "headers: { 'a b': text:x }                | the name of a field",
                "with: { id: text:x }                      | a value for each variable of",
                "failed-when: { value: /branches/b/code }  | a pointer into /answer",
                "when: { value: /branches/b/x, is: null, is-not: null } | either is or is-not",
                "each: { in: /branches/b/items, most: 101 } | a whole number from 1 to 100",
                "each: { in: /branches/b/items, most: 2, at-once: 3 } | at most 2",
                "required: true, on-failure: { stale: true } | either value or stale, of a branch that is not required",
                "on-failure: { value: null, stale: true }  | either value or stale",
                "format: xml                               | a value",
                "format: yaml                              | json, form or xml",
                "spread: true                              | a shape that says which members there are",
                "shape: [ { pick: [] } ]                   | a list of at least one name",
                "shape: [ { twist: a } ]                   | one of pick, drop, rename",
                "shape: [ { pick: [ a, b ] }, { rename: { a: b } } ] | names that no two members have",
                "shape: [ { rename: { a: c, b: c } } ]     | names that no two members have",
                "timeout: 0s                               | from 1ms to 5m",
                "surprise: 1                               | one of id, department",
            })
    void whatIsWrongIsNamedWithWhatIsExpected(String more, String expected) {
        assertThat(wrong(branches(branch("a", more), branch("b"))))
                .singleElement()
                .asString()
                .contains(expected);
    }

    @Test
    void nothingOfTheCallerIsKnownOnAPublicRoute() {
        assertThat(read(branches(branch("a", "query: { x: /principal/subject }")), true))
                .isNull();
        assertThat(problems.found()).singleElement().asString().contains("the route's access is public");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "as: b                                          | b",
                "as: _branches                                  | _branches",
                "spread: true, shape: [ { pick: [ c, b ] } ]    | b",
                "spread: true, shape: [ { group: b } ]          | b",
                "spread: true, shape: [ { pick: [ c ] }, { rename: { c: b } } ] | b",
            })
    void namesThatWouldCollideInTheAnswerAreAMistakeOfTheBundle(String more, String name) {
        assertThat(wrong(branches(branch("b"), branch("a", more))))
                .singleElement()
                .asString()
                .contains("as: " + name + " (expected: a name that nothing else of the answer has)");
    }

    @Test
    void hiddenBranchesTakeNoName() {
        assertThat(sound(branches(branch("a"), branch("b", "as: a", "hidden: true")))
                        .branches())
                .hasSize(2);
    }

    @Test
    void ofTwoBranchesOfOneIdOneIsTooMany() {
        assertThat(wrong(branches(branch("a"), branch("a", "as: other"))))
                .singleElement()
                .asString()
                .contains("an id that no other branch has");
    }

    @Test
    void aCompositionHasSomeBranchesButNotTooMany() {
        assertThat(wrong("branches: []"))
                .singleElement()
                .asString()
                .contains("0 branches (expected: a list of 1 to 32)");
    }

    @Test
    void pointersAreWrittenAsTheyAreRead() {
        for (String text :
                List.of("/branches/a/b~1c/~0d/0", "/request/body", "/request/query/x", "/item/id", "/request/region")) {
            assertThat(Pointer.of(text)).hasToString(text);
        }
    }

    @Test
    void whatARequestHasToBringIsRead() {
        Composition composition = sound(branches(branch("a")) + "needs: [ /request/body/name, /request/query/year ]\n");

        assertThat(composition.needs())
                .containsExactly(Pointer.of("/request/body/name"), Pointer.of("/request/query/year"));
        assertThat(composition.plan().body()).isTrue();
    }

    @Test
    void aRequestCanOnlyBeAskedForWhatItMayBring() {
        assertThat(wrong(branches(branch("a")) + "needs: [ /branches/a/x ]\n"))
                .singleElement()
                .asString()
                .contains("/request/body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: { value: /request/query/x, is: [ /branches/b/y ] }",
                "when: { value: /branches/b/y }",
                "failed-when: { value: /answer/x, is-not: /branches/b/y }",
                "on-failure: { value: /branches/b/y }",
                "region: /branches/b/y",
                "body: [ { z: /branches/b/y } ]",
                "headers: { App-Version: /branches/b/y }"
            })
    void aBranchWaitsForEveryOtherThatItSpeaksOf(String more) {
        Composition composition = sound(branches(branch("a", more), branch("b")));

        assertThat(composition.plan().steps()).containsExactly(Set.of("b"), Set.of("a"));
    }
}
