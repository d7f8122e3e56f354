package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.rule.TestMessages.NOW;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.palmgateway.routes.model.CacheAudience;

class DirectivesProperties {

    private static Optional<NotStored> refusal(ResponseControl control, Fields response) {
        Freshness freshness = Freshness.of(200, response, control, Times.of(response, NOW, NOW));
        return Storing.refusal(
                RequestControl.NONE,
                false,
                200,
                response,
                control,
                freshness,
                Duration.ofSeconds(60),
                CacheAudience.PUBLIC);
    }

    @Property
    void noTextAtAllIsTooMuch(@ForAll String cacheControl, @ForAll String targeted, @ForAll String other) {
        Fields response = Fields.of(
                "Cache-Control",
                cacheControl,
                "CDN-Cache-Control",
                targeted,
                "Age",
                other,
                "Expires",
                other,
                "ETag",
                other,
                "Last-Modified",
                other,
                "Date",
                other,
                "Vary",
                other,
                "Connection",
                other);

        ResponseControl control = ResponseControl.of(response);

        assertThat(refusal(control, response)).isNotNull();
        assertThat(Storing.kept(response, control, CacheAudience.PUBLIC).has("Connection"))
                .isFalse();
        assertThat(Times.of(response, NOW, NOW).initialAge()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(RequestControl.of(TestMessages.request("Cache-Control", cacheControl, "Pragma", other)))
                .isNotNull();
    }

    @Property
    void timeOfNearlyDirectivesIsTheirShortest(@ForAll("nearlyDirectives") List<String> lines) {
        Directives directives = Directives.of(lines);

        assertThat(directives.least("max-age").orElse(0)).isBetween(0L, Directives.MOST_SECONDS);
        assertThat(directives.least("max-age").isPresent()).isEqualTo(directives.has("max-age"));
        assertThat(directives.least("max-age").orElse(0))
                .isLessThanOrEqualTo(directives.most("max-age").orElse(0));
    }

    @Property
    void noStoreIsNeverOverlooked(
            @ForAll("nearlyDirectives") List<String> lines, @ForAll @IntRange(max = 3) int place) {
        List<String> all = new ArrayList<>(lines);
        all.add(Math.min(place, all.size()), "no-store");

        Directives directives = Directives.of(all);

        boolean quoted = String.join(",", lines).indexOf('"') >= 0;
        assertThat(directives.has("no-store") || directives.isMalformed() || quoted)
                .isTrue();
    }

    @Property
    void lifetimeIsNeverLongerThanAnyDirectiveSays(
            @ForAll @NotEmpty @Size(max = 6) List<@IntRange(max = 5000) Integer> ages) {
        String text =
                String.join(", ", ages.stream().map(age -> "max-age=" + age).toList());

        long lifetime = TestMessages.lifetime(200, "Cache-Control", text);

        assertThat(lifetime).isEqualTo(Collections.min(ages).longValue());
    }

    @Property
    void lifetimeOfNearlyDirectivesIsNeverLongerThanAnyNumberOfTheNameThatCounts(
            @ForAll("lifetimes") List<String> directives) {
        String text = String.join(",", directives);
        boolean shared = directives.stream().anyMatch(directive -> directive.startsWith("s-maxage"));
        String counting = shared ? "s-maxage" : "max-age";
        long shortest = directives.stream()
                .filter(directive -> directive.startsWith(counting))
                .mapToLong(DirectivesProperties::seconds)
                .min()
                .orElse(0);

        assertThat(TestMessages.lifetime(200, "Cache-Control", text)).isEqualTo(shortest);
    }

    private static long seconds(String directive) {
        String argument = directive.substring(directive.indexOf('=') + 1).replace("\"", "");
        return argument.matches("[0-9]+") ? Long.parseLong(argument) : 0;
    }

    @Property
    void readingIsTheSameInOneLineAndInSeveral(@ForAll("wellFormed") List<String> directives) {
        ResponseControl several = ResponseControl.of(Fields.of(directives.stream()
                .flatMap(text -> Stream.of("Cache-Control", text))
                .toArray(String[]::new)));

        ResponseControl one = ResponseControl.of(Fields.of("cache-control", String.join(" ,", directives)));

        assertThat(one).isEqualTo(several);
        assertThat(one.malformed()).isFalse();
    }

    @Provide
    Arbitrary<List<String>> nearlyDirectives() {
        return Arbitraries.of(
                        "no-store",
                        "private",
                        "max-age",
                        "=",
                        "\"",
                        "\\",
                        ",",
                        " ",
                        "\t",
                        "60",
                        "0",
                        "a",
                        ";",
                        "(",
                        "\u00e4")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts))
                .list()
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<String>> lifetimes() {
        Arbitrary<String> arguments = Arbitraries.of("=0", "=5", "=60", "=\"30\"", "=x", "=\"\"", "=-1", "");
        return Combinators.combine(Arbitraries.of("max-age", "s-maxage"), arguments)
                .as(String::concat)
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<String>> wellFormed() {
        return Arbitraries.of(
                        "public",
                        "private",
                        "private=\"A, B\"",
                        "no-cache=\"C\"",
                        "No-Store",
                        "max-age=60",
                        "s-maxage=\"5\"",
                        "foo=\"a, \\\"no-store\"",
                        "must-revalidate",
                        "stale-if-error=9")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }
}
