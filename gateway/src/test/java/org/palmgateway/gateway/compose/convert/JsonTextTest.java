package org.palmgateway.gateway.compose.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

class JsonTextTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonText json = new JsonText(ConversionLimits.STANDARD);

    private static JsonNode read(String text, ConversionLimits limits) throws ConversionRefused {
        return new JsonText(limits).read(text.getBytes(UTF_8), null);
    }

    private static JsonNode read(String text) throws ConversionRefused {
        return read(text, ConversionLimits.STANDARD);
    }

    private String rewritten(String text) throws ConversionRefused {
        return new String(json.write(read(text)), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "-9223372036854775808",
                "18446744073709551615",
                "123456789012345678901234567890",
                "12.50",
                "0.00",
                "-0.10",
                "100",
                "3.141592653589793238462643383279502884197",
                "0.1",
                "[1,2.0,3.00]",
                "{\"z\":1,\"a\":{\"y\":null,\"b\":[]},\"m\":{}}",
                "[true,false,null,\"\",\"\\\"\\\\\\n\\u0000\",\"中文 😀\"]",
                "\"text\"",
                "null"
            })
    void whatIsReadIsWrittenTheSame(String text) throws ConversionRefused {
        assertThat(rewritten(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2", "1.50E-7", "-2.5e+300", "1E+20", "0e5", "1e-300"})
    void exponentKeepsItsValue(String text) throws ConversionRefused {
        assertThat(new BigDecimal(rewritten(text))).isEqualTo(new BigDecimal(text));
    }

    @Test
    void numbersAreOfTheSmallestExactKind() throws ConversionRefused {
        assertThat(read("1").isInt()).isTrue();
        assertThat(read("2147483648").isLong()).isTrue();
        assertThat(read("9223372036854775808").isBigInteger()).isTrue();
        assertThat(read("1.0").isBigDecimal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "[1,]",
                "{\"a\"}",
                "{a:1}",
                "{'a':1}",
                "1 2",
                "{} x",
                "NaN",
                "Infinity",
                "01",
                "+1",
                ".5",
                "1.",
                "1e",
                "nul",
                "\"a\nb\"",
                "\"\\x\"",
                "// c\n1",
                "<a/>",
                "\uFEFF\uFEFF1",
                "1 \u0000"
            })
    void otherTextsAreNotJson(String text) {
        assertThat(Refused.by(() -> read(text))).isEqualTo(Refusal.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "[{\"b\":{\"a\":1,\"c\":2,\"a\":null}}]",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"\":1,\"\":2}"
            })
    void nameTwiceInOneObjectIsRefused(String text) {
        assertThat(Refused.by(() -> read(text))).isEqualTo(Refusal.DUPLICATE_KEY);
    }

    @Test
    void nameInTwoObjectsIsNotTwice() throws ConversionRefused {
        assertThat(rewritten("[{\"a\":{\"a\":1}},{\"a\":2,\"A\":3}]"))
                .isEqualTo("[{\"a\":{\"a\":1}},{\"a\":2,\"A\":3}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "\"x\\udc00\"", "\"\\udc00\\ud800\"", "\"\\ud800x\"", "{\"\\ud83d\":1}"})
    void halfASurrogatePairIsRefused(String text) {
        assertThat(Refused.by(() -> read(text))).isEqualTo(Refusal.WRONG_CHARACTER);
    }

    @Test
    void escapedPairIsOneCharacter() throws ConversionRefused {
        assertThat(rewritten("\"\\ud83d\\ude00\"")).isEqualTo("\"😀\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[[1]] | [[[1]]]", "{\"a\":[]} | [{\"a\":[]}]", "[{},[]] | [{},[{}]]"})
    void depthIsBounded(String fits, String deeper) throws ConversionRefused {
        assertThat(read(fits, TestLimits.depth(2))).isNotNull();
        assertThat(Refused.by(() -> read(deeper, TestLimits.depth(2)))).isEqualTo(Refusal.TOO_DEEP);
    }

    @Test
    void tenThousandLevelsAreTooDeep() {
        assertThat(Refused.by(() -> read("[".repeat(10_000) + "]".repeat(10_000))))
                .isEqualTo(Refusal.TOO_DEEP);
        assertThat(Refused.by(() -> read("{\"a\":".repeat(10_000), TestLimits.depth(500))))
                .isEqualTo(Refusal.TOO_DEEP);
    }

    @Test
    void deepestLimitIsReached() throws ConversionRefused {
        JsonText deepest = new JsonText(TestLimits.depth(500));
        byte[] octets = ("[".repeat(500) + "]".repeat(500)).getBytes(UTF_8);

        assertThat(deepest.write(deepest.read(octets, null))).isEqualTo(octets);
    }

    @Test
    void valuesAreBounded() throws ConversionRefused {
        assertThat(read("{\"a\":[1,2]}", TestLimits.values(4))).isNotNull();
        assertThat(Refused.by(() -> read("{\"a\":[1,2,3]}", TestLimits.values(4))))
                .isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void lengthOfTextsAndNamesIsBounded() throws ConversionRefused {
        assertThat(read("{\"1234\":\"123456\"}", TestLimits.texts(6, 4))).isNotNull();
        assertThat(Refused.by(() -> read("[\"1234567\"]", TestLimits.texts(6, 4))))
                .isEqualTo(Refusal.TOO_LARGE);
        assertThat(Refused.by(() -> read("{\"12345\":1}", TestLimits.texts(6, 4))))
                .isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void octetsAreBounded() throws ConversionRefused {
        assertThat(read("[1, 2]", TestLimits.octets(6))).isNotNull();
        assertThat(Refused.by(() -> read("[1, 2] ", TestLimits.octets(6)))).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void digitsOfANumberAreBounded() throws ConversionRefused {
        assertThat(rewritten("-" + "9".repeat(1000))).isEqualTo("-" + "9".repeat(1000));
        assertThat(rewritten("-0." + "9".repeat(999))).isEqualTo("-0." + "9".repeat(999));
        for (String digits : new String[] {"9".repeat(1001), "9".repeat(500_000), "0." + "9".repeat(1000)}) {
            assertThat(Refused.by(() -> read(digits))).isEqualTo(Refusal.TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1000",
                "1e-1000",
                "1e1000000000",
                "-1e-1000000000",
                "1e99999999999",
                "1e-99999999999",
                "0e5000"
            })
    void exponentMakesNoHugeNumber(String text) throws ConversionRefused {
        assertThat(rewritten("[1e999,1e-999]")).isEqualTo("[1E+999,1E-999]");
        assertThat(Refused.by(() -> read(text))).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void whatIsWrittenIsBoundedToo() throws ConversionRefused {
        ArrayNode deep = NODES.arrayNode();
        deep.addArray().addArray();
        JsonNode text = NODES.stringNode("\u0001\u0001");

        assertThat(new JsonText(TestLimits.depth(3)).write(deep)).isNotNull();
        assertThat(Refused.by(() -> new JsonText(TestLimits.depth(2)).write(deep)))
                .isEqualTo(Refusal.TOO_DEEP);
        assertThat(new JsonText(TestLimits.octets(14)).write(text)).hasSize(14);
        assertThat(Refused.by(() -> new JsonText(TestLimits.octets(13)).write(text)))
                .isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void oneTextAtManyPlacesIsRefusedBeforeItIsWritten() {
        JsonNode text = NODES.stringNode("x".repeat(1 << 19));
        ArrayNode many = NODES.arrayNode();
        for (int i = 0; i < 90_000; i++) {
            many.add(text);
        }

        assertThat(Refused.by(() -> json.write(many))).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void whatJsonHasNotIsNotWritten() {
        assertThat(Refused.by(() -> json.write(NODES.numberNode(Double.NaN)))).isEqualTo(Refusal.NO_MAPPING);
        assertThat(Refused.by(() -> json.write(NODES.numberNode(Float.NEGATIVE_INFINITY))))
                .isEqualTo(Refusal.NO_MAPPING);
        assertThat(Refused.by(() -> json.write(NODES.missingNode()))).isEqualTo(Refusal.NO_MAPPING);
        assertThat(Refused.by(() -> json.write(NODES.binaryNode(new byte[] {1}))))
                .isEqualTo(Refusal.NO_MAPPING);
        assertThat(Refused.by(() -> json.write(NODES.pojoNode(this)))).isEqualTo(Refusal.NO_MAPPING);
        assertThat(Refused.by(() -> json.write(NODES.stringNode("\ud800")))).isEqualTo(Refusal.WRONG_CHARACTER);
    }
}
