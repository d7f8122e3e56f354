package org.palmgateway.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.store.PolicyEdit.Expected;
import org.springframework.http.HttpHeaders;

class VersionsTest {

    private static final Expected NO_POLICY_EVER = new Expected.OfPolicy(-1);

    @Test
    void aTagNamesItsVersion() {
        assertThat(Versions.ofPolicy(match(Versions.tag(17)))).isEqualTo(new Expected.OfPolicy(17));
        assertThat(Versions.ofBook(match(Versions.tag(17)))).isEqualTo(new Expected.OfBook(17));
        assertThat(Versions.ofBook(match(Versions.tag(0)))).isEqualTo(new Expected.OfBook(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"x\", \"17\"", "\"17\",\"a,b\"", "W/\"3\" , \"17\"", "\"17\", \"17\"", "\"17\",", " \"17\" "})
    void ofAListOurTagCounts(String field) {
        assertThat(Versions.ofPolicy(match(field))).isEqualTo(new Expected.OfPolicy(17));
    }

    @Test
    void severalFieldsAreOneList() {
        HttpHeaders headers = match("\"x\"");
        headers.add(HttpHeaders.IF_MATCH, "\"17\"");

        assertThat(Versions.ofPolicy(headers)).isEqualTo(new Expected.OfPolicy(17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"W/\"17\"", "\"017\"", "\"x\"", "\"\"", "\"-1\"", "\"1e3\"", "\"99999999999999999999\"", "\"0\""
            })
    void whatWasNeverGivenMatchesNoPolicy(String field) {
        assertThat(Versions.ofPolicy(match(field))).isEqualTo(NO_POLICY_EVER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "*", "17", "\"17", "17\"", "\"17\" \"18\"", "\"17\", \"18\"", "w/\"17\"", "\"17\";q=1"})
    void whatCannotBeUnderstoodIsMalformed(String field) {
        assertMalformed(match(field));
    }

    @Test
    void aLongListIsReadInOneGo() {
        String field = "\"a\",".repeat(10_000) + "\"17\"";

        assertThat(Versions.ofPolicy(match(field))).isEqualTo(new Expected.OfPolicy(17));
    }

    @Test
    void nothingIsExpectedWithAStar() {
        assertThat(Versions.ofPolicy(noneMatch("*"))).isEqualTo(new Expected.OfPolicy(0));
    }

    @Test
    void thereIsAlwaysABook() {
        assertThat(Versions.ofBook(noneMatch("*"))).isEqualTo(new Expected.OfBook(-1));
    }

    @Test
    void onlyAStarIsANewBeginning() {
        assertMalformed(noneMatch("\"17\""));
        HttpHeaders both = noneMatch("*");
        both.add(HttpHeaders.IF_MATCH, "\"17\"");
        assertMalformed(both);
    }

    @Test
    void sayingNothingIsNotEnough() {
        for (Problem problem : List.of(
                thrown(() -> Versions.ofPolicy(new HttpHeaders())), thrown(() -> Versions.ofBook(new HttpHeaders())))) {
            assertThat(problem).isEqualTo(new AdminProblem.VersionNeeded());
        }
    }

    private static Problem thrown(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(ProblemException.class, call)
                .problem();
    }

    private static void assertMalformed(HttpHeaders headers) {
        assertThatThrownBy(() -> Versions.ofPolicy(headers))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem()).isEqualTo(new RequestProblem.MalformedRequest("entity-tag")));
    }

    private static HttpHeaders match(String field) {
        HttpHeaders headers = new HttpHeaders();
        headers.add(HttpHeaders.IF_MATCH, field);
        return headers;
    }

    private static HttpHeaders noneMatch(String field) {
        HttpHeaders headers = new HttpHeaders();
        headers.add(HttpHeaders.IF_NONE_MATCH, field);
        return headers;
    }
}
