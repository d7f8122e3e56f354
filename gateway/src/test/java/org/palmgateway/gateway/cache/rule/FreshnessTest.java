package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.rule.TestMessages.NOW;
import static org.palmgateway.gateway.cache.rule.TestMessages.at;
import static org.palmgateway.gateway.cache.rule.TestMessages.freshness;
import static org.palmgateway.gateway.cache.rule.TestMessages.inSeconds;
import static org.palmgateway.gateway.cache.rule.TestMessages.lifetime;
import static org.palmgateway.gateway.cache.rule.TestMessages.seconds;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreshnessTest {

    private static final String DATE = at(NOW);

    private static final long DAY = 86_400;

    @ParameterizedTest
    @ValueSource(strings = {"s-maxage=10, max-age=60", "max-age=60, s-maxage=10", "S-MaxAge=10, max-age=5"})
    void section5_2_2_10_sMaxAgeOverridesMaxAgeAndExpires(String cacheControl) {
        assertThat(lifetime(200, "Cache-Control", cacheControl, "Date", DATE, "Expires", inSeconds(3600)))
                .isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"60, 3600", "3600, 60", "0, 3600"})
    void section5_3_maxAgeOverridesExpires(long maxAge, long expires) {
        assertThat(lifetime(200, "Cache-Control", "max-age=" + maxAge, "Date", DATE, "Expires", inSeconds(expires)))
                .isEqualTo(maxAge);
    }

    @Test
    void section4_2_1_expiresCountsFromDate() {
        assertThat(lifetime(200, "Date", inSeconds(-30), "Expires", inSeconds(60)))
                .isEqualTo(90);
    }

    @Test
    void section4_2_1_expiresWithoutDateCountsFromItsComing() {
        assertThat(lifetime(200, "Expires", inSeconds(60))).isEqualTo(60);
    }

    @Test
    void section4_2_1_conflictingMaxAgeTakesTheShorter() {
        assertThat(lifetime(200, "Cache-Control", "max-age=60, max-age=10")).isEqualTo(10);
        assertThat(lifetime(200, "Cache-Control", "max-age=10, max-age=60")).isEqualTo(10);
        assertThat(lifetime(200, "Cache-Control", "max-age=60", "cache-control", "Max-Age=10"))
                .isEqualTo(10);
        assertThat(lifetime(200, "Cache-Control", "s-maxage=60, s-maxage=10")).isEqualTo(10);
    }

    @Test
    void section4_2_1_conflictingExpiresMeansStale() {
        Freshness freshness = freshness(200, "Date", DATE, "Expires", inSeconds(60), "Expires", inSeconds(90));

        assertThat(freshness).isEqualTo(new Freshness(Duration.ZERO, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-age=60, max-age=x",
                "max-age=-1",
                "max-age=1.5",
                "max-age=+60",
                "max-age=0x10",
                "max-age=\"\"",
                "max-age=\" 60\"",
                "max-age=\"6 0\"",
                "max-age=60s",
                "max-age",
                "max-age=\"60, 70\"",
                "s-maxage=x, max-age=60",
                "s-maxage, max-age=60"
            })
    void section4_2_1_lifetimeThatIsNoNumberMeansStale(String cacheControl) {
        Freshness freshness = freshness(
                200,
                "Cache-Control",
                cacheControl,
                "Date",
                DATE,
                "Expires",
                inSeconds(60),
                "Last-Modified",
                inSeconds(-DAY));

        assertThat(freshness).isEqualTo(new Freshness(Duration.ZERO, true));
    }

    @ParameterizedTest
    @CsvSource({
        "2147483647, 2147483647",
        "2147483648, 2147483648",
        "2147483649, 2147483648",
        "9999999999, 2147483648",
        "99999999999, 2147483648",
        "18446744073709551617, 2147483648",
        "340282366920938463463374607431768211456, 2147483648"
    })
    void section1_2_2_secondsThatOverflowAreTheGreatestThereAre(String said, long counted) {
        assertThat(lifetime(200, "Cache-Control", "max-age=" + said)).isEqualTo(counted);
    }

    @ParameterizedTest
    @CsvSource({"0060, 60", "00000000060, 2147483648"})
    void section1_2_2_leadingZeroesAreDigits(String said, long counted) {
        assertThat(lifetime(200, "Cache-Control", "max-age=" + said)).isEqualTo(counted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "", "never", "1893456000", "Thu, 15 Jan 2027", "2027-01-15T10:00:00Z"})
    void section5_3_expiresThatIsNoDateLiesInThePast(String expires) {
        assertThat(freshness(200, "Date", DATE, "Expires", expires, "Last-Modified", inSeconds(-DAY)))
                .isEqualTo(new Freshness(Duration.ZERO, true));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -100_000})
    void section5_3_expiresNotAfterDateMeansStale(long expires) {
        assertThat(freshness(200, "Date", DATE, "Expires", inSeconds(expires)))
                .isEqualTo(new Freshness(Duration.ZERO, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fri, 16 Jan 2026 10:00:00 PST",
                "Fri, 16 Jan 2026 10:00:00 UTC",
                "Fri, 16 Jan 2026 10:00:00 +0800",
                "Fri, 16 Jan 2026 10:00:00 CST",
                "Fri, 16 Jan 2026 10:00:00",
                "Friday, 16-Jan-26 10:00:00 EST",
                "Fri Jan 16 10:00:00 2026 PST"
            })
    void section4_2_dateOfAnotherZoneIsNone(String expires) {
        assertThat(lifetime(200, "Date", DATE, "Expires", expires)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fri, 16 Jan 2026 10:00:00 GMT",
                "fri, 16 jan 2026 10:00:00 gmt",
                "FRI, 16 JAN 2026 10:00:00 GMT",
                "Friday, 16-Jan-26 10:00:00 GMT",
                "friDAY, 16-jAN-26 10:00:00 gmt",
                "Fri Jan 16 10:00:00 2026",
                "FRI JAN 16 10:00:00 2026"
            })
    void section4_2_dateIsReadInAllItsFormatsAndInWhateverCase(String expires) {
        assertThat(lifetime(200, "Date", DATE, "Expires", expires)).isEqualTo(DAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501})
    void section4_2_2_heuristicIsATenthOfTheAgeForStatusCacheableByDefault(int status) {
        assertThat(freshness(status, "Date", DATE, "Last-Modified", inSeconds(-1000)))
                .isEqualTo(new Freshness(seconds(100), false));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 206, 302, 303, 307, 400, 403, 451, 500, 503})
    void section4_2_2_otherStatusHasNoHeuristicUnlessPublic(int status) {
        String modified = inSeconds(-1000);

        assertThat(lifetime(status, "Date", DATE, "Last-Modified", modified)).isZero();
        assertThat(lifetime(status, "Date", DATE, "Last-Modified", modified, "Cache-Control", "public"))
                .isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=0", "s-maxage=0", "max-age=x"})
    void section4_2_2_explicitLifetimeForbidsHeuristic(String cacheControl) {
        assertThat(lifetime(200, "Date", DATE, "Last-Modified", inSeconds(-DAY), "Cache-Control", cacheControl))
                .isZero();
    }

    @Test
    void section4_2_2_expiresForbidsHeuristic() {
        assertThat(lifetime(200, "Date", DATE, "Last-Modified", inSeconds(-DAY), "Expires", "0"))
                .isZero();
    }

    @Test
    void section4_2_2_heuristicHasABound() {
        assertThat(lifetime(200, "Date", DATE, "Last-Modified", inSeconds(-10 * DAY - 100)))
                .isEqualTo(DAY);
        assertThat(lifetime(200, "Date", DATE, "Last-Modified", inSeconds(-10 * DAY + 100)))
                .isEqualTo(DAY - 10);
    }

    @Test
    void section4_2_2_withoutLastModifiedThereIsNoHeuristic() {
        assertThat(lifetime(200, "Date", DATE, "ETag", "\"a\"")).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000})
    void section4_2_2_modificationThatIsNotBeforeDateGivesNoHeuristic(long modified) {
        assertThat(lifetime(200, "Date", DATE, "Last-Modified", inSeconds(modified)))
                .isZero();
    }

    @Test
    void section4_2_2_contradictingModificationsGiveNoHeuristic() {
        assertThat(lifetime(200, "Date", DATE, "Last-Modified", inSeconds(-10), "Last-Modified", inSeconds(-DAY)))
                .isZero();
    }

    @Test
    void section4_2_2_dateInTheFutureDoesNotLengthenHeuristic() {
        assertThat(lifetime(200, "Date", inSeconds(10 * DAY), "Last-Modified", inSeconds(-1000)))
                .isEqualTo(100);
        assertThat(lifetime(200, "Date", inSeconds(10 * DAY), "Last-Modified", inSeconds(DAY)))
                .isZero();
    }

    @Test
    void boundShortensOnlyWhatIsLonger() {
        Freshness freshness = new Freshness(seconds(60), true);

        assertThat(freshness.atMost(seconds(59))).isEqualTo(new Freshness(seconds(59), true));
        assertThat(freshness.atMost(seconds(60))).isEqualTo(freshness);
        assertThat(freshness.atMost(seconds(61))).isEqualTo(freshness);
    }
}
