package org.palmgateway.routes.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.routes.path.MalformedPath.Reason;

class NormalPathTest {

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b",
        "/, /",
        "/a/, /a/",
        "/%61/b, /a/b",
        "/%7Euser, /~user",
        "/a/./b, /a/b",
        "/a/%2e/b, /a/b",
        "/a/x/../b, /a/b",
        "/a/x/%2E%2e/b, /a/b",
        "/a/x/.%2E/b, /a/b",
        "/a/b/.., /a/",
        "/a/.., /",
        "/a/b/., /a/b/",
        "/%e6%9d%ad, /%E6%9D%AD",
        "/a%3bb, /a%3Bb",
        "/%252e%252e/a, /%252e%252e/a",
        "/a%20b, /a%20b",
        "/a:b@c!$&()*+=, /a:b@c!$&()*+=",
    })
    void equivalentSpellingsHaveOneNormalForm(String raw, String normal) throws MalformedPath {
        assertThat(NormalPath.of(raw)).hasToString(normal);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, NOT_ABSOLUTE",
        "*, NOT_ABSOLUTE",
        "//a, EMPTY_SEGMENT",
        "/a//b, EMPTY_SEGMENT",
        "/a//, EMPTY_SEGMENT",
        "/a/..//b, EMPTY_SEGMENT",
        "/a%2Fb, SLASH_IN_SEGMENT",
        "/a%2fb, SLASH_IN_SEGMENT",
        "/..%2fb, SLASH_IN_SEGMENT",
        "/a%5Cb, SLASH_IN_SEGMENT",
        "/a\\b, SLASH_IN_SEGMENT",
        "/a;x=1, PATH_PARAMETER",
        "/..;/a, PATH_PARAMETER",
        "/a%, BAD_ESCAPE",
        "/a%2, BAD_ESCAPE",
        "/a%zz, BAD_ESCAPE",
        "/a%2/b, BAD_ESCAPE",
        "/%ff, NOT_UTF8",
        "/%c0%af, NOT_UTF8",
        "/%c0%ae%c0%ae/, NOT_UTF8",
        "/%ed%a0%80, NOT_UTF8",
        "/a%00, CONTROL_CHARACTER",
        "/a%0d%0a, CONTROL_CHARACTER",
        "/a%7f, CONTROL_CHARACTER",
        "/a%c2%85, CONTROL_CHARACTER",
        "/杭, ILLEGAL_CHARACTER",
        "/a b, ILLEGAL_CHARACTER",
        "/a{b}, ILLEGAL_CHARACTER",
        "/.., ABOVE_ROOT",
        "/a/../../b, ABOVE_ROOT",
        "/a/%2e%2e/%2e%2e, ABOVE_ROOT",
    })
    void whatDepartmentsReadInDifferentWaysIsRefused(String raw, Reason reason) {
        assertThatExceptionOfType(MalformedPath.class)
                .isThrownBy(() -> NormalPath.of(raw))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void letterCaseIsSignificant() throws MalformedPath {
        assertThat(NormalPath.of("/Admin")).isNotEqualTo(NormalPath.of("/admin"));
    }

    @Test
    void aPathWithTooManySegmentsIsRefused() throws MalformedPath {
        String deepest = "/a".repeat(NormalPath.MAXIMUM_SEGMENTS);

        assertThat(NormalPath.of(deepest).size()).isEqualTo(NormalPath.MAXIMUM_SEGMENTS);
        assertThatExceptionOfType(MalformedPath.class).isThrownBy(() -> NormalPath.of(deepest + "/a"));
    }

    @Test
    void escapesAreDecodedOnce() throws MalformedPath {
        assertThat(NormalPath.of("/%2541").segment(0)).isEqualTo("%41");
    }
}
