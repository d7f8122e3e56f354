package org.palmgateway.sandbox.department;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryAffairTest {

    private final Gateway gateway = new Gateway();
    private final Catalogue catalogue = Catalogue.load();
    private Departments departments;
    private Visit visit;

    @BeforeAll
    void start() {
        departments = Departments.start(0, () -> gateway.keys());
        visit = new Visit(departments);
    }

    @AfterAll
    void stop() {
        departments.close();
        gateway.close();
    }

    static Stream<Bundles.Offer> offers() {
        return Bundles.offers().stream().filter(offer -> !offer.composed());
    }

    static Stream<Bundles.Offer> closedOffers() {
        return offers().filter(offer -> !offer.open());
    }

    static Stream<Bundles.Offer> openOffers() {
        return offers().filter(Bundles.Offer::open);
    }

    @ParameterizedTest
    @MethodSource("offers")
    void isAnsweredInChineseToTheHolderOfAPassport(Bundles.Offer offer) throws Exception {
        assertAnswered(answer(offer, "zh-CN"));
    }

    @ParameterizedTest
    @MethodSource("offers")
    void isAnsweredInEnglishToTheHolderOfAPassport(Bundles.Offer offer) throws Exception {
        assertAnswered(answer(offer, "en"));
    }

    @ParameterizedTest
    @MethodSource("closedOffers")
    void isRefusedWithoutAPassportUnlessPublic(Bundles.Offer offer) throws Exception {
        assertThat(visit.send(request(offer)).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("openOffers")
    void isAnsweredToEverybodyIfPublic(Bundles.Offer offer) throws Exception {
        assertThat(visit.send(request(offer)).statusCode()).isEqualTo(200);
    }

    @Test
    void hasARouteInABundle() {
        List<String> affairs = catalogue.departments().stream()
                .flatMap(department -> department.affairs().stream()
                        .map(affair -> affair.method() + " " + department.id() + affair.path()))
                .toList();

        List<String> routes = offers().map(offer -> offer.method() + " " + offer.department() + offer.upstreamPath())
                .toList();

        assertThat(routes).containsExactlyInAnyOrderElementsOf(affairs);
    }

    @Test
    void isOfferedOncePerRegion() {
        assertThat(Bundles.offers().stream().map(offer -> offer.method() + offer.path() + offer.region()))
                .doesNotHaveDuplicates();
    }

    @Test
    void isReachedAtThePortOfTheDemo() {
        assertThat(offers())
                .allSatisfy(
                        offer -> assertThat(offer.upstream()).isEqualTo("http://127.0.0.1:9100/" + offer.department()));
    }

    private HttpResponse<String> answer(Bundles.Offer offer, String language) throws Exception {
        return visit.send(request(offer)
                .header("Accept-Language", language)
                .header("Palm-Passport", gateway.passport(offer.department())));
    }

    private static void assertAnswered(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        assertThat(answer.body()).doesNotContain("{{");
        switch (answer.headers().firstValue("Content-Type").orElse("")) {
            case "application/xml;charset=UTF-8" -> assertThat(answer.body()).startsWith("<?xml");
            case "application/x-www-form-urlencoded" ->
                assertThat(answer.body()).matches("[a-z]+=[A-Za-z0-9%+.*_-]*(&[a-z]+=[A-Za-z0-9%+.*_-]*)*");
            case "" -> assertThat(answer.statusCode()).isEqualTo(204);
            case "text/event-stream" -> assertThat(answer.body()).startsWith("event:");
            default -> assertThat(Visit.json(answer).isObject()).isTrue();
        }
    }

    private HttpRequest.Builder request(Bundles.Offer offer) {
        Affair affair = affair(offer);
        return visit.to(offer.address())
                .header("Content-Type", affair.asked().mediaType())
                .method(offer.method(), Visit.body(body(affair)));
    }

    private Affair affair(Bundles.Offer offer) {
        Department department = catalogue.department(offer.department()).orElseThrow();
        return department
                .affair(
                        offer.method(),
                        offer.address().substring(offer.department().length() + 1))
                .orElseThrow();
    }

    private static String body(Affair affair) {
        Stream<String> fields = affair.requires().stream();
        return switch (affair.asked()) {
            case JSON -> fields.map(field -> "\"" + field + "\":\"2026\"").collect(Collectors.joining(",", "{", "}"));
            case XML ->
                fields.map(field -> "<" + field + ">2026</" + field + ">")
                        .collect(Collectors.joining("", "<request>", "</request>"));
            case FORM -> fields.map(field -> field + "=2026").collect(Collectors.joining("&"));
        };
    }
}
