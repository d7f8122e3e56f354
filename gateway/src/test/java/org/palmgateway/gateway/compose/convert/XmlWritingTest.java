package org.palmgateway.gateway.compose.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class XmlWritingTest {

    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    private static JsonNode json(String text) throws ConversionRefused {
        return new JsonText(ConversionLimits.STANDARD).read(text.getBytes(UTF_8), null);
    }

    private static String write(String root, JsonNode content, ConversionLimits limits) throws ConversionRefused {
        return new String(new XmlText(limits, Set.of()).write(new XmlDocument(root, content)), UTF_8);
    }

    private static String write(String content) throws ConversionRefused {
        return write("r", json(content), ConversionLimits.STANDARD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"x\" | <r>x</r>",
                "\"\" | <r/>",
                "null | <r/>",
                "{} | <r/>",
                "true | <r>true</r>",
                "12.50 | <r>12.50</r>",
                "1.5e3 | <r>1500</r>",
                "1e-8 | <r>0.00000001</r>",
                "18446744073709551615 | <r>18446744073709551615</r>",
                "{\"b\":1,\"a\":{\"c\":null}} | <r><b>1</b><a><c/></a></r>",
                "{\"a\":[1,\"\",{\"b\":2},null]} | <r><a>1</a><a/><a><b>2</b></a><a/></r>",
                "{\"a\":[]} | <r/>",
                "{\"b\":1,\"@y\":2,\"#text\":\"t\",\"@x\":null} | <r y=\"2\" x=\"\">t<b>1</b></r>",
                "{\"@a\":1} | <r a=\"1\"/>",
                "{\"#text\":\"\",\"@a\":1} | <r a=\"1\"/>",
                "{\"@xmlns\":\"u\",\"a\":\"\"} | <r xmlns=\"u\"><a/></r>",
                "\"a<b>&\\\"'\\t\\n\\r]]>😀\" | `<r>a&lt;b&gt;&amp;\"'\t\n&#13;]]&gt;😀</r>`",
                "{\"@a\":\"<>&\\\"'\\t\\n\\r\"} | <r a=\"&lt;&gt;&amp;&quot;'&#9;&#10;&#13;\"/>",
                "{\"姓名\":\"张\"} | <r><姓名>张</姓名></r>",
                "{\"a-b.c_1·\":1} | <r><a-b.c_1·>1</a-b.c_1·></r>"
            })
    void mappingIsFixed(String tree, String xml) throws ConversionRefused {
        assertThat(write(tree)).isEqualTo(DECLARATION + xml);
    }

    @Test
    void doublesAreWrittenInFull() throws ConversionRefused {
        JsonNode number = JsonNodeFactory.instance.numberNode(1.5e10);

        assertThat(write("r", number, ConversionLimits.STANDARD)).endsWith("<r>15000000000</r>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "1a", "-a", ".a", "a b", "a:b", "a<", "a/", "a\n", "@", "@1", "@@a", "@a:b", "#texts", "a=", "·a",
                "\u3000", "a×"
            })
    void whatIsNoNameIsRefused(String name) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put(name, "x");

        assertThat(Refused.by(() -> write("r", content, ConversionLimits.STANDARD)))
                .isEqualTo(Refusal.WRONG_NAME);
    }

    @Test
    void rootNeedsAName() {
        assertThat(Refused.by(() -> write("r x='1'", json("1"), ConversionLimits.STANDARD)))
                .isEqualTo(Refusal.WRONG_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "x\\u0001", "\\u001f", "\\ufffe", "\\uffff", "\\u000b"})
    void characterThatXmlHasNotIsRefused(String escaped) {
        assertThat(Refused.by(() -> write("\"" + escaped + "\""))).isEqualTo(Refusal.WRONG_CHARACTER);
        assertThat(Refused.by(() -> write("{\"@a\":\"" + escaped + "\"}"))).isEqualTo(Refusal.WRONG_CHARACTER);
    }

    @Test
    void halfASurrogatePairIsRefused() {
        JsonNode half = JsonNodeFactory.instance.stringNode("x\udc00");

        assertThat(Refused.by(() -> write("r", half, ConversionLimits.STANDARD)))
                .isEqualTo(Refusal.WRONG_CHARACTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[1]",
                "{\"a\":[[1]]}",
                "{\"@a\":{}}",
                "{\"@a\":[1,2]}",
                "{\"#text\":{}}",
                "{\"#text\":[1]}"
            })
    void whatXmlHasNoPlaceForIsRefused(String tree) {
        assertThat(Refused.by(() -> write(tree))).isEqualTo(Refusal.NO_MAPPING);
    }

    @Test
    void whatIsWrittenIsBoundedToo() throws ConversionRefused {
        JsonNode text = json("\"<<\"");
        JsonNode deep = json("{\"a\":{\"b\":1}}");
        JsonNode two = json("{\"@a\":1,\"@b\":2}");

        int length = write("r", text, ConversionLimits.STANDARD).length();
        assertThat(write("r", text, TestLimits.octets(length))).hasSize(length);
        assertThat(Refused.by(() -> write("r", text, TestLimits.octets(length - 1))))
                .isEqualTo(Refusal.TOO_LARGE);
        assertThat(write("r", deep, TestLimits.depth(2))).isNotNull();
        assertThat(Refused.by(() -> write("r", deep, TestLimits.depth(1)))).isEqualTo(Refusal.TOO_DEEP);
        assertThat(write("r", two, TestLimits.attributes(2))).isNotNull();
        assertThat(Refused.by(() -> write("r", two, TestLimits.attributes(1)))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(write("root", text, TestLimits.texts(2, 4))).isNotNull();
        assertThat(Refused.by(() -> write("roots", text, TestLimits.texts(2, 4))))
                .isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void shortNumbersDoNotMakeALongDocument() {
        ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 90_000; i++) {
            numbers.add(new BigDecimal("1e999"));
        }
        JsonNode content = JsonNodeFactory.instance.objectNode().set("a", numbers);

        assertThat(Refused.by(() -> write("r", content, ConversionLimits.STANDARD)))
                .isEqualTo(Refusal.TOO_LARGE);
    }
}
