package org.palmgateway.routes.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

    @Test
    void variablesTakeDecodedSegments() throws MalformedPath {
        PathPattern pattern = PathPattern.of("/files/{owner}/{*rest}");

        assertThat(pattern.variables(NormalPath.of("/files/%E6%9D%AD/a/b%20c")))
                .containsExactly(java.util.Map.entry("owner", "杭"), java.util.Map.entry("rest", "a/b c"));
    }

    @Test
    void aTemplateIsFilledInTheNormalSpelling() throws MalformedPath {
        PathPattern pattern = PathPattern.of("/a/{x}/{*rest}");
        PathPattern template = PathPattern.of("/api/{*rest}");

        assertThat(template.expand(pattern, NormalPath.of("/a/1/%7eb/%e6%9d%ad/")))
                .isEqualTo("/api/~b/%E6%9D%AD/");
    }

    @Test
    void whatAVariableStandsForNeverAddsASegment() throws MalformedPath {
        PathPattern pattern = PathPattern.of("/a/{x}");

        assertThat(PathPattern.of("/b/{x}").expand(pattern, NormalPath.of("/a/%252e%252e%252fadmin")))
                .isEqualTo("/b/%252e%252e%252fadmin");
    }

    @Test
    void aTemplateMayUseOnlyVariablesThatAreBound() {
        PathPattern pattern = PathPattern.of("/a/{x}");

        assertThat(pattern.binds(PathPattern.of("/b/{x}"))).isTrue();
        assertThat(pattern.binds(PathPattern.of("/b/{y}"))).isFalse();
        assertThat(pattern.binds(PathPattern.of("/b/{*x}"))).isFalse();
    }

    @Test
    void literalsMayBeWrittenAsTheyAreRead() {
        assertThat(PathPattern.of("/公积金/x")).isEqualTo(PathPattern.of("/%E5%85%AC%E7%A7%AF%E9%87%91/%78"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "/a//b",
                "/a/",
                "/{}",
                "/{1a}",
                "/a{b}",
                "/{*rest}/b",
                "/{a}/{a}",
                "/a;b",
                "/a/../b",
                "/%2F",
                "/%zz",
                "/a*",
                "/a/{*}"
            })
    void whatIsNoPatternIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.of(text));
    }

    @Test
    void valuesStandInThePlaceOfVariablesInTheNormalSpelling() {
        PathPattern pattern = PathPattern.of("/a/{x}/{*rest}");

        assertThat(pattern.expand(Map.of("x", "一 b?", "rest", "c/d#"))).isEqualTo("/a/%E4%B8%80%20b%3F/c/d%23");
        assertThat(PathPattern.of("/").expand(Map.of())).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a/../b", "a\\b", "a\nb"})
    void aValueMakesNoOtherSegmentsThanItsOwn(String value) {
        assertThat(PathPattern.of("/a/{x}").expand(Map.of("x", value))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a//b", "a/../b", "/a", "a/", "a\\b"})
    void theRestHasNoSegmentThatMeansAnother(String value) {
        assertThat(PathPattern.of("/a/{*x}").expand(Map.of("x", value))).isNull();
    }
}
