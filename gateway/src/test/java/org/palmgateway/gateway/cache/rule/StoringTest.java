package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.rule.TestMessages.NOW;
import static org.palmgateway.gateway.cache.rule.TestMessages.asking;
import static org.palmgateway.gateway.cache.rule.TestMessages.inSeconds;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.routes.model.CacheAudience;

class StoringTest {

    private static final String[] FRESH = {"Cache-Control", "max-age=60"};

    private static Optional<NotStored> refusal(
            String asked, boolean authorized, CacheAudience audience, Duration stale, int status, String... fields) {
        Fields response = Fields.of(fields);
        ResponseControl control = ResponseControl.of(response);
        Freshness freshness = Freshness.of(status, response, control, Times.of(response, NOW, NOW));
        return Storing.refusal(asking(asked), authorized, status, response, control, freshness, stale, audience);
    }

    private static Optional<NotStored> refusal(int status, String... fields) {
        return refusal("", false, CacheAudience.PUBLIC, Duration.ZERO, status, fields);
    }

    private static Optional<NotStored> refusal(CacheAudience audience, int status, String... fields) {
        return refusal("", false, audience, Duration.ZERO, status, fields);
    }

    private static Optional<NotStored> refusalOfAuthorized(CacheAudience audience, String cacheControl) {
        return refusal("", true, audience, Duration.ZERO, 200, "Cache-Control", cacheControl, "ETag", "\"a\"");
    }

    private static String[] fresh(String... more) {
        return Stream.concat(Arrays.stream(FRESH), Arrays.stream(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 102, 103, 199, 600, 999})
    void section3_onlyFinalStatusIsStored(int status) {
        assertThat(refusal(status, FRESH)).contains(NotStored.STATUS);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 203, 204, 299, 300, 301, 302, 303, 307, 308, 400, 403, 404, 405, 410, 414, 451, 501})
    void section3_anyFinalStatusIsStoredWithExplicitFreshness(int status) {
        assertThat(refusal(status, FRESH)).isEmpty();
    }

    @Test
    void section3_3_partIsNotStored() {
        assertThat(refusal(206, fresh("Content-Range", "bytes 0-1/9"))).contains(NotStored.PARTIAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {304, 412, 416})
    void section3_answerToConditionOrRangeOfOneRequestIsNotStored(int status) {
        assertThat(refusal(status, FRESH)).contains(NotStored.STATUS);
    }

    @ParameterizedTest
    @ValueSource(ints = {428, 429, 431, 511})
    void rfc6585_statusThatCachesMustNotStoreIsNotStored(int status) {
        assertThat(refusal(status, "Cache-Control", "public, s-maxage=60")).contains(NotStored.STATUS);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 599})
    void errorOfDepartmentIsNotStoredWhateverItSays(int status) {
        assertThat(refusal(status, FRESH)).contains(NotStored.STATUS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-store",
                "max-age=60, no-store",
                "public, s-maxage=60, NO-STORE",
                "no-store=1",
                "no-store=\"x\""
            })
    void section5_2_2_5_noStoreResponseIsNotStored(String cacheControl) {
        assertThat(refusal(200, "Cache-Control", cacheControl)).contains(NotStored.NO_STORE);
    }

    @ParameterizedTest
    @EnumSource(CacheAudience.class)
    void section5_2_2_5_noStoreHoldsForEveryAudience(CacheAudience audience) {
        assertThat(refusal(audience, 200, "Cache-Control", "no-store, max-age=60"))
                .contains(NotStored.NO_STORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "No-Store", "max-age=60, no-store", "no-store=\"\""})
    void section5_2_1_5_noStoreRequestKeepsItsResponseFromBeingStored(String asked) {
        Optional<NotStored> refusal = refusal(asked, false, CacheAudience.PUBLIC, Duration.ZERO, 200, FRESH);

        assertThat(refusal).contains(NotStored.REQUEST_NO_STORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store;", "foo=\"bar, no-store", "no-store no-cache", "max-age=, max-age=5"})
    void section5_2_1_5_requestThatCannotBeReadMayHaveSaidNoStore(String asked) {
        Optional<NotStored> refusal = refusal(asked, false, CacheAudience.PUBLIC, Duration.ZERO, 200, FRESH);

        assertThat(refusal).contains(NotStored.REQUEST_NO_STORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-cache", "max-age=0", "foo", "only-if-cached"})
    void section5_2_1_requestThatDoesNotSayNoStoreLetsStore(String asked) {
        assertThat(refusal(asked, false, CacheAudience.PUBLIC, Duration.ZERO, 200, FRESH))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501, 302, 307, 451})
    void section5_2_2_3_mustUnderstandWithKnownStatusIgnoresNoStore(int status) {
        assertThat(refusal(status, "Cache-Control", "must-understand, no-store, max-age=60"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 299, 418, 499})
    void section5_2_2_3_mustUnderstandWithUnknownStatusHeedsNoStore(int status) {
        assertThat(refusal(status, "Cache-Control", "must-understand, no-store, max-age=60"))
                .contains(NotStored.NO_STORE);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 299, 418, 499})
    void section3_mustUnderstandWithUnknownStatusIsNotStored(int status) {
        assertThat(refusal(status, "Cache-Control", "must-understand, max-age=60"))
                .contains(NotStored.STATUS);
    }

    @Test
    void section5_2_2_3_mustUnderstandDoesNotLiftPrivate() {
        assertThat(refusal(200, "Cache-Control", "must-understand, no-store, private, max-age=60"))
                .contains(NotStored.PRIVATE);
    }

    @Test
    void section5_2_2_3_mustUnderstandDoesNotLiftNoStoreOfTheRequest() {
        Optional<NotStored> refusal = refusal(
                "no-store",
                false,
                CacheAudience.PUBLIC,
                Duration.ZERO,
                200,
                "Cache-Control",
                "must-understand, no-store, max-age=60");

        assertThat(refusal).contains(NotStored.REQUEST_NO_STORE);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "USER")
    void section5_2_2_7_privateIsNotStoredWhereAnswersAreShared(CacheAudience audience) {
        assertThat(refusal(audience, 200, "Cache-Control", "private, max-age=60"))
                .contains(NotStored.PRIVATE);
    }

    @Test
    void section5_2_2_7_privateIsStoredForItsUser() {
        assertThat(refusal(CacheAudience.USER, 200, "Cache-Control", "private, max-age=60"))
                .isEmpty();
    }

    @Test
    void section3_privateAllowsStoringForItsUserWhateverTheStatus() {
        String[] fields = {"Cache-Control", "private", "ETag", "\"a\""};

        assertThat(refusal(CacheAudience.USER, 302, fields)).isEmpty();
        assertThat(refusal(CacheAudience.USER, 302, "ETag", "\"a\"")).contains(NotStored.NO_FRESHNESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private, public, s-maxage=60",
                "private=\"X-Name\", private, max-age=60",
                "private=\"\", max-age=60",
                "private=\" , \", max-age=60",
                "private=\"X Name\", max-age=60",
                "private=\"X-Name; X-Other\", max-age=60",
                "private=\"Vary\", max-age=60",
                "private=\"X-Name, Content-Encoding\", max-age=60",
                "private=\"cache-control\", max-age=60"
            })
    void section5_2_2_7_ofContradictingPrivatesTheWholeOneWins(String cacheControl) {
        assertThat(refusal(200, "Cache-Control", cacheControl)).contains(NotStored.PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private=\"X-Name\", max-age=60", "private=X-Name, max-age=60"})
    void section5_2_2_7_privateWithFieldNamesLetsStoreTheRest(String cacheControl) {
        assertThat(refusal(200, "Cache-Control", cacheControl)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=60", "s-maxage=60", "public, max-age=1"})
    void section3_explicitLifetimeAllowsStoring(String cacheControl) {
        assertThat(refusal(302, "Cache-Control", cacheControl)).isEmpty();
    }

    @Test
    void section3_expiresAllowsStoring() {
        assertThat(refusal(302, "Expires", inSeconds(60))).isEmpty();
    }

    @Test
    void section3_publicAllowsStoring() {
        assertThat(refusal(302, "Cache-Control", "public", "ETag", "\"a\"")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501})
    void section3_statusCacheableByDefaultAllowsStoring(int status) {
        assertThat(refusal(status, "ETag", "\"a\"")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 302, 303, 307, 400, 403, 409, 451})
    void section3_nothingThatAllowsStoringMeansNotStored(int status) {
        assertThat(refusal(status, "ETag", "\"a\"", "Last-Modified", inSeconds(-86_400)))
                .contains(NotStored.NO_FRESHNESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy-revalidate", "must-revalidate", "no-transform", "stale-if-error=60", "immutable", "foo"})
    void section3_otherDirectivesDoNotAllowStoring(String cacheControl) {
        assertThat(refusal(302, "Cache-Control", cacheControl, "ETag", "\"a\"")).contains(NotStored.NO_FRESHNESS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public, max-age=60",
                "must-revalidate, max-age=60",
                "s-maxage=60",
                "s-maxage=0",
                "MUST-REVALIDATE",
            })
    void section3_5_sharedResponseToAuthorizationNeedsOneOfThese(String cacheControl) {
        assertThat(refusalOfAuthorized(CacheAudience.PUBLIC, cacheControl)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"max-age=60", "no-cache", "proxy-revalidate, max-age=60", "stale-if-error=60, max-age=60", "foo"
            })
    void section3_5_otherDirectivesDoNotAllowSharingResponseToAuthorization(String cacheControl) {
        assertThat(refusalOfAuthorized(CacheAudience.PUBLIC, cacheControl)).contains(NotStored.AUTHORIZATION);
        assertThat(refusalOfAuthorized(CacheAudience.REGION, cacheControl)).contains(NotStored.AUTHORIZATION);
        assertThat(refusalOfAuthorized(CacheAudience.APPLICATION, cacheControl)).contains(NotStored.AUTHORIZATION);
    }

    @Test
    void section3_5_responseToAuthorizationIsStoredForItsUser() {
        assertThat(refusalOfAuthorized(CacheAudience.USER, "max-age=60")).isEmpty();
    }

    @Test
    void section3_5_publicDoesNotLiftPrivate() {
        assertThat(refusalOfAuthorized(CacheAudience.PUBLIC, "public, private, max-age=60"))
                .contains(NotStored.PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-age=60, \"no-store\"",
                "max-age=60, private=\"X-Name",
                "max-age=60; no-store",
                "max-age 60",
                "max-age=",
                "=60, max-age=60",
                "max-age=60, @",
                "max-age=60, no-st\u00f6re",
                "max-age=60 private"
            })
    void section4_2_1_controlThatCannotBeReadIsNotStored(String cacheControl) {
        assertThat(refusal(200, "Cache-Control", cacheControl)).contains(NotStored.MALFORMED);
    }

    @Test
    void directiveBeyondWhatIsReadMayHaveBeenNoStore() {
        String many = String.join(", ", Collections.nCopies(64, "max-age=60"));

        assertThat(refusal(200, "Cache-Control", many)).isEmpty();
        assertThat(refusal(200, "Cache-Control", many + ", no-store")).contains(NotStored.MALFORMED);
        assertThat(refusal(200, "Cache-Control", many, "Cache-Control", "no-store, x"))
                .contains(NotStored.MALFORMED);
    }

    @Test
    void responseWithCookieIsNotStoredForAnybody() {
        for (CacheAudience audience : CacheAudience.values()) {
            assertThat(refusal(audience, 200, "Cache-Control", "public, max-age=60", "Set-Cookie", "a=b"))
                    .contains(NotStored.SET_COOKIE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "Accept, *", "*, Accept-Language", "Accept Language", "Accept-Language; q=1", "\"Accept\""})
    void section4_1_responseSelectedByWhatNoRequestShowsIsNotStored(String vary) {
        assertThat(refusal(200, fresh("Vary", vary))).contains(NotStored.VARY_BY_ANYTHING);
        assertThat(refusal(CacheAudience.USER, 200, fresh("Vary", vary))).contains(NotStored.VARY_BY_ANYTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "COOKIE", "accept, DPoP", "X-Api-Key", "Forwarded", "X-Forwarded-For"})
    void section4_1_responseSelectedByItsCallerIsNotShared(String vary) {
        assertThat(refusal(200, fresh("Vary", vary))).contains(NotStored.VARY_BY_CALLER);
        assertThat(refusal(CacheAudience.APPLICATION, 200, fresh("Vary", vary))).contains(NotStored.VARY_BY_CALLER);
        assertThat(refusal(CacheAudience.USER, 200, fresh("Vary", vary))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC, VARY_BY_CALLER", "REGION, VARY_BY_CALLER", "APPLICATION, ", "USER, "})
    void passportSelectsTheCallerUnlessApplicationsAreToldApart(CacheAudience audience, NotStored refusal) {
        assertThat(refusal(audience, 200, fresh("Vary", "Palm-Passport"))).isEqualTo(Optional.ofNullable(refusal));
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC, VARY_BY_REGION", "REGION, ", "APPLICATION, VARY_BY_REGION", "USER, "})
    void responseSelectedByRegionIsSharedOnlyWithinIt(CacheAudience audience, NotStored refusal) {
        assertThat(refusal(audience, 200, fresh("Vary", "Palm-Region"))).isEqualTo(Optional.ofNullable(refusal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=0", "no-cache, max-age=60", "max-age=x", "s-maxage=0, max-age=60"})
    void whatIsStaleAtOnceAndCannotBeValidatedIsNotStored(String cacheControl) {
        assertThat(refusal(200, "Cache-Control", cacheControl)).contains(NotStored.STALE_AT_ONCE);
        assertThat(refusal(200, "Cache-Control", cacheControl, "ETag", "\"a\"")).isEmpty();
        assertThat(refusal(200, "Cache-Control", cacheControl, "ETag", "a")).contains(NotStored.STALE_AT_ONCE);
    }

    @Test
    void whatIsOfUseWhenStaleIsStoredUnlessItMayNotBeGivenSo() {
        Duration stale = Duration.ofSeconds(30);

        assertThat(refusal("", false, CacheAudience.PUBLIC, stale, 200, "Cache-Control", "max-age=0"))
                .isEmpty();
        assertThat(refusal("", false, CacheAudience.PUBLIC, stale, 200, "Cache-Control", "max-age=0, must-revalidate"))
                .contains(NotStored.STALE_AT_ONCE);
        assertThat(refusal("", false, CacheAudience.PUBLIC, stale, 200, "Cache-Control", "max-age=0, proxy-revalidate"))
                .contains(NotStored.STALE_AT_ONCE);
    }

    @ParameterizedTest
    @EnumSource(CacheAudience.class)
    void departmentThatAsksWhoIsCallingIsNotSharedWithWhomItDoesNotKnow(CacheAudience audience) {
        Optional<NotStored> refusal = refusal(audience, 401, "Cache-Control", "max-age=60");

        assertThat(refusal)
                .isEqualTo(audience == CacheAudience.USER ? Optional.empty() : Optional.of(NotStored.CALLER_WANTED));
    }

    @ParameterizedTest
    @EnumSource(NotStored.class)
    void departmentClaimsLessThanTheRouteWhereTheResponseIsSomebodys(NotStored refusal) {
        Set<NotStored> somebodys = Set.of(
                NotStored.PRIVATE,
                NotStored.CALLER_WANTED,
                NotStored.VARY_BY_CALLER,
                NotStored.VARY_BY_REGION,
                NotStored.SET_COOKIE,
                NotStored.AUTHORIZATION);

        assertThat(refusal.claimsLess()).isEqualTo(somebodys.contains(refusal));
    }
}
