package org.palmgateway.gateway.cache.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // field | preferred | identity is accepted
                "gzip, deflate, br, zstd | zstd br gzip | true",
                "gzip | gzip | true",
                "x-gzip | gzip | true",
                "GZip;Q=0.5, BR | br gzip | true",
                "gzip;q=1.0, br;q=0.9, zstd;q=0.95 | gzip zstd br | true",
                "br;q=0.5, gzip;q=0.50, zstd;q=0.500 | zstd br gzip | true",
                "gzip;q=0.002, br;q=0.001 | gzip br | true",
                "gzip;q=0, br | br | true",
                "gzip;q=0. , br;q=1. | br | true",
                "* | zstd br gzip | true",
                "*;q=0.1, gzip | gzip zstd br | true",
                "gzip;q=0.5, *;q=0.8 | zstd br gzip | true",
                "zstd;q=0, * | br gzip | true",
                "*;q=0 | '' | false",
                "gzip, *;q=0 | gzip | false",
                "identity, *;q=0 | '' | true",
                "identity;q=0 | '' | false",
                "identity;q=0, gzip;q=0.1 | gzip | false",
                "identity;q=0.1, *;q=0 | '' | true",
                "identity, gzip;q=0.9 | '' | true",
                "identity;q=0.5, gzip;q=0.4, br;q=0.5, zstd;q=0.6 | zstd br | true",
                "identity, gzip | gzip | true",
                "deflate, compress | '' | true",
                "'' | '' | true",
                "'  ,, ,' | '' | true",
                "gzip \t;\t q=0.5 ,br | br gzip | true",
                "gzip, gzip;q=0 | gzip | true",
                "gzip;q=0, x-gzip | '' | true"
            })
    void callerGetsWhatItLikesBest(String value, String preferred, boolean identity) {
        AcceptEncoding accept = AcceptEncoding.of(List.of(value));

        assertThat(tokens(accept)).isEqualTo(preferred);
        assertThat(accept.acceptsIdentity()).isEqualTo(identity);
        assertThat(accept.accepts("identity")).isEqualTo(identity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip;q=2",
                "gzip;q=1.001",
                "gzip;q=0.1234",
                "gzip;q=-1",
                "gzip;q=",
                "gzip;q",
                "gzip;",
                "gzip; q = 1",
                "gzip;q=NaN",
                "gzip;level=9",
                "gzip;q=1;q=1",
                "gzip br",
                "\"gzip\"",
                "gz(ip)",
                ";q=1",
                "\u0000",
                "gzip\u2003"
            })
    void malformedMemberIsIgnoredAndTheOthersCount(String malformed) {
        AcceptEncoding accept = AcceptEncoding.of(List.of("zstd;q=0.2, " + malformed + ", deflate;q=0.1"));

        assertThat(tokens(accept)).isEqualTo("zstd");
        assertThat(accept.accepts("deflate")).isTrue();
        assertThat(accept.accepts(Coding.GZIP)).isFalse();
    }

    @Test
    void whoDoesNotAskTakesAllButIsGivenNone() {
        AcceptEncoding absent = AcceptEncoding.of(List.of());

        assertThat(absent.preferred()).isEmpty();
        assertThat(absent.acceptsIdentity()).isTrue();
        assertThat(Coding.values()).allMatch(absent::accepts);
        assertThat(absent.accepts("deflate")).isTrue();
    }

    @Test
    void whoSendsAnEmptyFieldWantsNoCoding() {
        AcceptEncoding empty = AcceptEncoding.of(List.of(""));

        assertThat(empty.acceptsIdentity()).isTrue();
        assertThat(Coding.values()).noneMatch(empty::accepts);
        assertThat(empty.accepts("deflate")).isFalse();
    }

    @Test
    void fieldLinesCountTogether() {
        assertThat(tokens(AcceptEncoding.of(List.of("gzip;q=0.5", "", "br;q=0.7, identity;q=0.6"))))
                .isEqualTo("br");
    }

    @Test
    void codingThatIsLikedLessThanIdentityIsStillAccepted() {
        AcceptEncoding accept = AcceptEncoding.of(List.of("identity, gzip;q=0.1"));

        assertThat(accept.accepts(Coding.GZIP)).isTrue();
        assertThat(accept.accepts(Coding.BR)).isFalse();
    }

    @Test
    void codingOfADepartmentIsAcceptedByName() {
        AcceptEncoding accept = AcceptEncoding.of(List.of("gzip, x-compress;q=0.1, deflate;q=0"));

        assertThat(accept.accepts("X-GZIP")).isTrue();
        assertThat(accept.accepts("compress")).isTrue();
        assertThat(accept.accepts("deflate")).isFalse();
        assertThat(accept.accepts("dcb")).isFalse();
        assertThat(AcceptEncoding.of(List.of("*;q=0.1, br;q=0")).accepts("dcb")).isTrue();
    }

    @Test
    void noMoreThanTwentyMembersAreLookedAt() {
        String nineteen = "deflate,".repeat(19);

        assertThat(tokens(AcceptEncoding.of(List.of(nineteen + "gzip,br")))).isEqualTo("gzip");
        assertThat(tokens(AcceptEncoding.of(List.of(",".repeat(20) + "gzip")))).isEmpty();
        assertThat(tokens(AcceptEncoding.of(Arrays.asList((nineteen.substring(1) + "gzip,br").split(",", -1)))))
                .isEqualTo("gzip");
    }

    private static String tokens(AcceptEncoding accept) {
        return accept.preferred().stream().map(Coding::token).collect(Collectors.joining(" "));
    }
}
