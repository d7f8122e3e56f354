package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.routes.model.CacheAudience;
import org.springframework.http.HttpHeaders;

class KeptFieldsTest {

    private static Fields kept(CacheAudience audience, String... fields) {
        Fields response = Fields.of(fields);
        return Storing.kept(response, ResponseControl.of(response), audience);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "KEEP-ALIVE",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "upgrade",
                "Proxy-Authenticate",
                "Proxy-Authentication-Info",
                "Proxy-Authorization"
            })
    void section3_1_fieldsOfTheConnectionAndOfProxiesAreNotStored(String name) {
        Fields kept = kept(CacheAudience.USER, "Date", "x", name, "y");

        assertThat(kept.has(name)).isFalse();
        assertThat(kept.has("Date")).isTrue();
    }

    @Test
    void section3_1_fieldsNamedByConnectionAreNotStored() {
        Fields kept = kept(
                CacheAudience.USER,
                "Connection",
                "close, X-HOP",
                "x-hop",
                "1",
                "Connection",
                "X-Jump",
                "X-Jump",
                "2",
                "X-Stays",
                "3");

        assertThat(kept).hasToString("X-Stays 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Set-Cookie", "Age", "Content-Length", "Palm-Request-Id", "Server-Timing"})
    void whatIsMadeAnewForEachAnswerIsNotStored(String name) {
        assertThat(kept(CacheAudience.USER, name, "1").has(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETag", "X-Unknown", "Vary", "Content-Type", "Link", "WWW-Authenticate", "Cache-Control"})
    void section3_1_allOtherFieldsAreStoredAlsoUnknownOnes(String name) {
        assertThat(kept(CacheAudience.PUBLIC, name, "1", name, "2").all(name)).containsExactly("1", "2");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "USER")
    void section5_2_2_7_fieldsNamedByPrivateAreNotStoredWhereAnswersAreShared(CacheAudience audience) {
        Fields kept = kept(
                audience,
                "Cache-Control",
                "private=\"X-Name, x-SEAT\", max-age=60",
                "x-name",
                "a",
                "X-Seat",
                "b",
                "C",
                "c");

        assertThat(kept.has("X-Name")).isFalse();
        assertThat(kept.has("X-Seat")).isFalse();
        assertThat(kept.has("C")).isTrue();
    }

    @Test
    void section5_2_2_7_fieldsNamedByPrivateAreStoredForTheirUser() {
        assertThat(kept(CacheAudience.USER, "Cache-Control", "private=\"X-Name\"", "X-Name", "a")
                        .has("X-Name"))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(CacheAudience.class)
    void section5_2_2_4_fieldsNamedByNoCacheAreNotStored(CacheAudience audience) {
        Fields kept =
                kept(audience, "Cache-Control", "no-cache=\"X-Name\", no-cache=x-seat", "X-Name", "a", "X-Seat", "b");

        assertThat(kept.has("X-Name")).isFalse();
        assertThat(kept.has("X-Seat")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-cache=\"Vary\" | Vary",
                "no-cache=\"Content-Encoding\" | Content-Encoding",
                "no-cache=\"X-Name, content-type\" | Content-Type",
                "no-cache=\"Cache-Control\" | Cache-Control"
            })
    void section5_2_2_4_responseThatCannotDoWithoutNamedFieldIsValidatedAsWhole(String cacheControl, String name) {
        Fields response = Fields.of("Cache-Control", cacheControl, name, "x");

        ResponseControl control = ResponseControl.of(response);

        assertThat(control.noCache()).isTrue();
        assertThat(Storing.kept(response, control, CacheAudience.PUBLIC).has(name))
                .isTrue();
    }

    @Test
    void section3_2_fieldsOfNewerResponseTakeThePlaceOfStoredOnes() {
        Fields stored = Fields.of("X-A", "1", "x-a", "2", "X-B", "3", "Cache-Control", "max-age=1");
        Fields newer = Fields.of("x-A", "4", "X-A", "5", "X-New", "6", "Cache-Control", "max-age=60");

        Fields freshened = Freshening.of(stored, newer);

        assertThat(freshened.all("X-A")).containsExactly("4", "5");
        assertThat(freshened.all("X-B")).containsExactly("3");
        assertThat(freshened.all("X-New")).containsExactly("6");
        assertThat(freshened.all("Cache-Control")).containsExactly("max-age=60");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length",
                "CONTENT-ENCODING",
                "Content-Type",
                "Content-Range",
                "ETag",
                "Transfer-Encoding"
            })
    void section3_2_fieldsThatTheStoredOctetsDependOnStayAsTheyAre(String name) {
        Fields newer = Fields.of(name, "other", "X-A", "2");

        assertThat(Freshening.of(Fields.of(name, "stored"), newer).all(name)).containsExactly("stored");
        assertThat(Freshening.of(Fields.of("X-A", "1"), newer).has(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Last-Modified", "Expires", "Date", "Content-Location", "Content-Language", "Vary"})
    void section3_2_otherFieldsAboutTheContentAreBroughtUpToDate(String name) {
        Fields freshened = Freshening.of(Fields.of(name, "old"), Fields.of(name, "new"));

        assertThat(freshened.all(name)).containsExactly("new");
    }

    @Test
    void fieldsAreCopiedWithEveryLineInItsOrder() {
        HttpHeaders headers = TestMessages.request("A", "1", "B", "2", "a", "3");
        HttpHeaders copy = new HttpHeaders();

        Fields.of(headers).addTo(copy);

        assertThat(copy.get("A")).containsExactly("1", "3");
        assertThat(copy.get("B")).containsExactly("2");
        assertThat(Fields.of(headers).with("b", "4").all("B")).containsExactly("4");
        assertThat(Fields.of(headers).first("C")).isNull();
    }

    @Test
    void fieldsCountTheirMemory() {
        Fields none = Fields.of();
        Fields one = Fields.of("Name", "value");

        assertThat(one.octets()).isGreaterThanOrEqualTo(none.octets() + "Namevalue".length());
        assertThat(none.octets()).isPositive();
    }
}
