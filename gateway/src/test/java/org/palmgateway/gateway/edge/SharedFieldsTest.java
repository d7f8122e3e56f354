package org.palmgateway.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class SharedFieldsTest {

    private static HttpHeaders request(String... namesAndValues) {
        HttpHeaders headers = new HttpHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    private static String list(int count) {
        return IntStream.range(0, count).mapToObj(i -> "a/b" + i).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "Cookie",
                "DPoP",
                "X-Api-Key",
                "X-Forwarded-For",
                "Forwarded",
                "User-Agent",
                "Referer",
                "Origin",
                "X-Anything",
                "Host",
                "Palm-Region",
                "Palm-Passport",
                "Pragma",
                "From",
                "Content-Type"
            })
    void fieldThatIsNotListedIsNotShown(String name) {
        HttpHeaders request = request("Accept", "a/b", name, "value");

        assertThat(SharedFields.of(request, Set.of("x-other")).headerNames()).containsExactly("accept");
        assertThat(SharedFields.selecting(request, Set.of("x-other")).headerNames())
                .containsExactly("accept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept-Encoding",
                "Cache-Control",
                "If-Match",
                "If-None-Match",
                "If-Modified-Since",
                "If-Unmodified-Since",
                "Range",
                "If-Range"
            })
    void conditionsAreShownAsTheyAreButSelectNothing(String name) {
        HttpHeaders request = request(name, "\"A\",  b", name.toUpperCase(Locale.ROOT), "c");

        assertThat(SharedFields.of(request, Set.of()).get(name)).containsExactly("\"A\",  b", "c");
        assertThat(SharedFields.selecting(request, Set.of()).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html | text/html",
                "TEXT/Html;Q=0.5 , a/b | text/html;q=0.5,a/b",
                "' text/html ; q = 0.5,\ta/b' | text/html;q=0.5,a/b",
                "',, a/b ,' | a/b"
            })
    void sameNegotiationHasOneSpelling(String value, String spelling) {
        for (String name : List.of("Accept", "Accept-Language")) {
            assertThat(SharedFields.selecting(request(name, value), Set.of()).get(name))
                    .containsExactly(spelling);
        }
    }

    @Test
    void linesOfANegotiationAreOneList() {
        HttpHeaders request = request("Accept", "a/b", "accept", "c/d, e/f");

        assertThat(SharedFields.of(request, Set.of()).get("Accept")).containsExactly("a/b,c/d,e/f");
    }

    @Test
    void negotiationThatSaysNothingIsNotShown() {
        assertThat(SharedFields.of(request("Accept", " , "), Set.of()).isEmpty())
                .isTrue();
        assertThat(SharedFields.of(request(), Set.of("x-named")).isEmpty()).isTrue();
    }

    @Test
    void negotiationIsCutAfterItsTenthMember() {
        assertThat(SharedFields.selecting(request("Accept", list(11)), Set.of()).getFirst("Accept"))
                .isEqualTo(list(10));
    }

    @Test
    void memberThatIsTooLongIsLeftOut() {
        String fits = "x".repeat(256);

        assertThat(SharedFields.selecting(request("Accept", fits + "x, a/b, " + fits), Set.of())
                        .getFirst("Accept"))
                .isEqualTo("a/b," + fits);
    }

    @Test
    void fieldThatTheRouteNamesIsShownAndSelects() {
        HttpHeaders request = request("X-Named", " Ab  c ", "x-named", "D");

        assertThat(SharedFields.of(request, Set.of("x-named")).get("X-Named")).containsExactly("Ab  c , D");
        assertThat(SharedFields.selecting(request, Set.of("x-named")).get("X-Named"))
                .containsExactly("Ab  c , D");
    }

    @Test
    void longValueOfNamedFieldIsCutForTheDepartmentToo() {
        HttpHeaders request = request("X-Named", "x".repeat(256) + "secret");

        assertThat(SharedFields.selecting(request, Set.of("x-named")).getFirst("X-Named"))
                .isEqualTo("x".repeat(256))
                .isEqualTo(SharedFields.of(request, Set.of("x-named")).getFirst("X-Named"));
    }

    @Property
    void departmentSeesNothingThatSelectsInAnotherSpellingThanTheKeyHas(
            @ForAll String accept, @ForAll String language, @ForAll String named) {
        HttpHeaders request = request("Accept", accept, "Accept-Language", language, "X-Named", named, "Cookie", named);

        HttpHeaders shown = SharedFields.of(request, Set.of("x-named"));

        assertThat(shown).isEqualTo(SharedFields.selecting(request, Set.of("x-named")));
        assertThat(shown.containsHeader("Cookie")).isFalse();
    }

    @Property
    void spellingOfANegotiationIsItsOwnSpelling(@ForAll String accept) {
        HttpHeaders once = SharedFields.selecting(request("Accept", accept), Set.of());

        assertThat(SharedFields.selecting(once, Set.of())).isEqualTo(once);
    }
}
