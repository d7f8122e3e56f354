package org.palmgateway.gateway.compose.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.routes.compose.Condition;
import org.palmgateway.routes.compose.Pointer;
import org.palmgateway.routes.compose.Shape;
import org.palmgateway.routes.compose.Template;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

class ValuesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Known KNOWN = new Known(
            Map.of("account", "007"),
            name -> name.equals("year") ? "2026" : null,
            name -> name.equals("app-version") ? "7" : null,
            json("{\"children\":[{\"name\":\"小明\"}],\"a/b\":1}"),
            "330106",
            json("{\"application\":\"phone\",\"claims\":{\"name\":\"张伟\"}}")::path,
            Map.of("birth", json("{\"id\":9007199254740993,\"fee\":12.50,\"open\":false,\"note\":null}")),
            json("{\"n\":3}"),
            json("{\"code\":0}"));

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    private static Template taken(String pointer) {
        return new Template.Taken(Pointer.of(pointer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/request/path/account           | \"007\"",
                "/request/query/year             | \"2026\"",
                "/request/headers/app-version    | \"7\"",
                "/request/body/children/0/name   | \"小明\"",
                "/request/body/a~1b              | 1",
                "/request/region                 | \"330106\"",
                "/principal/claims/name          | \"张伟\"",
                "/branches/birth/id              | 9007199254740993",
                "/branches/birth/fee             | 12.50",
                "/branches/birth/note            | null",
                "/item/n                         | 3",
                "/answer/code                    | 0"
            })
    void pointerLeadsToAValueWithItsTypeAndDigits(String pointer, String expected) {
        assertThat(JSON.writeValueAsString(Filling.of(taken(pointer), KNOWN))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/request/path/other",
        "/request/query/other",
        "/request/body/children/1",
        "/request/body/children/00",
        "/request/body/children/-",
        "/request/body/children/name",
        "/branches/nobody",
        "/branches/birth/id/deeper",
        "/principal/roles"
    })
    void pointerToNothingIsMissing(String pointer) {
        assertThat(Filling.of(taken(pointer), KNOWN).isMissingNode()).isTrue();
    }

    @Test
    void objectLeavesOutWhatIsMissingAndArrayKeepsItsPlace() {
        Map<String, Template> members = new LinkedHashMap<>();
        members.put("z", new Template.Text("last"));
        members.put("gone", taken("/branches/nobody/id"));
        members.put("fee", new Template.Decimal(new BigDecimal("1.20")));
        members.put("list", new Template.ListOf(List.of(taken("/item/n"), taken("/item/m"), new Template.Flag(true))));
        members.put("a", new Template.Nothing());

        assertThat(JSON.writeValueAsString(Filling.of(new Template.ObjectOf(members), KNOWN)))
                .isEqualTo("{\"z\":\"last\",\"fee\":1.20,\"list\":[3,null,true],\"a\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12.50 | 12.50",
                "1E+3 | 1000",
                "9007199254740993 | 9007199254740993",
                "true | true",
                "\"a b\" | a b"
            })
    void scalarHasAText(String value, String text) {
        assertThat(Filling.text(json(value))).isEqualTo(text);
    }

    @Test
    void whatIsNoScalarHasNoText() {
        assertThat(Filling.text(json("{}"))).isNull();
        assertThat(Filling.text(json("[1]"))).isNull();
        assertThat(Filling.text(json("null"))).isNull();
        assertThat(Filling.text(MissingNode.getInstance())).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/branches/birth/id, true",
        "/branches/birth/open, false",
        "/branches/birth/note, false",
        "/branches/birth/other, false",
        "/branches/nobody, false"
    })
    void somethingIsNeitherMissingNorNullNorFalse(String pointer, boolean something) {
        assertThat(Holding.of(new Condition(Pointer.of(pointer), List.of(), true), KNOWN))
                .isEqualTo(something);
        assertThat(Holding.of(new Condition(Pointer.of(pointer), List.of(), false), KNOWN))
                .isNotEqualTo(something);
    }

    @Test
    void valueIsComparedWithItsType() {
        Pointer code = Pointer.of("/answer/code");
        Pointer note = Pointer.of("/branches/birth/note");
        Pointer fee = Pointer.of("/branches/birth/fee");

        assertThat(holds(code, new Template.Decimal(new BigDecimal("0.0")))).isTrue();
        assertThat(holds(fee, new Template.Decimal(new BigDecimal("12.5")))).isTrue();
        assertThat(holds(code, new Template.Text("0"))).isFalse();
        assertThat(holds(note, new Template.Nothing())).isTrue();
        assertThat(holds(Pointer.of("/branches/nobody"), new Template.Nothing()))
                .isTrue();
        assertThat(holds(code, new Template.Nothing())).isFalse();
        assertThat(holds(code, new Template.Text("x"), taken("/answer/code"))).isTrue();
    }

    private static boolean holds(Pointer pointer, Template... values) {
        return Holding.of(new Condition(pointer, List.of(values), true), KNOWN);
    }

    @Test
    void shapesChangeObjectsAndTheItemsOfArrays() {
        Map<String, String> names = Map.of("sum", "amount");
        List<Shape> shapes = List.of(
                new Shape.Take("data"),
                new Shape.Drop(Set.of("internal")),
                new Shape.Rename(names),
                new Shape.Flatten("who"),
                new Shape.Pick(Set.of("id", "amount", "name")),
                new Shape.Group("bills"));
        String result =
                "{\"data\":[{\"internal\":1,\"sum\":12.50,\"id\":9007199254740993,\"who\":{\"name\":\"a\",\"id\":1}},{\"sum\":1.0}]}";

        assertThat(JSON.writeValueAsString(Shaping.of(shapes, json(result))))
                .isEqualTo("{\"bills\":[{\"amount\":12.50,\"id\":9007199254740993,\"name\":\"a\"},{\"amount\":1.0}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":2}       | {\"b\":1}",
                "{\"b\":2,\"a\":1}       | {\"b\":1}",
                "{\"b\":2}               | {\"b\":2}",
                "[{\"a\":1},3]           | [{\"b\":1},3]",
                "\"text\"                | \"text\""
            })
    void memberThatIsGivenANameStandsAboveTheOneThatHadIt(String result, String shaped) {
        assertThat(JSON.writeValueAsString(Shaping.of(List.of(new Shape.Rename(Map.of("a", "b"))), json(result))))
                .isEqualTo(shaped);
    }

    @Test
    void whatIsTakenOutOfNothingIsNull() {
        assertThat(JSON.writeValueAsString(Shaping.of(List.of(new Shape.Take("x")), json("{\"y\":1}"))))
                .isEqualTo("null");
    }

    @Test
    void resultsAreNotChangedThemselves() {
        JsonNode result = json("{\"a\":{\"b\":1},\"c\":2}");

        Shaping.of(
                List.of(new Shape.Flatten("a"), new Shape.Drop(Set.of("c")), new Shape.Rename(Map.of("b", "d"))),
                result);

        assertThat(JSON.writeValueAsString(result)).isEqualTo("{\"a\":{\"b\":1},\"c\":2}");
    }
}
