package org.palmgateway.gateway.compose.convert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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

class FormTextTest {

    private static JsonNode json(String text) throws ConversionRefused {
        return new JsonText(ConversionLimits.STANDARD).read(text.getBytes(UTF_8), null);
    }

    private static String read(String form, ConversionLimits limits) throws ConversionRefused {
        return new FormText(limits).read(form.getBytes(UTF_8), null).toString();
    }

    private static String read(String form) throws ConversionRefused {
        return read(form, ConversionLimits.STANDARD);
    }

    private static String write(JsonNode fields, ConversionLimits limits) throws ConversionRefused {
        return new String(new FormText(limits).write(fields), UTF_8);
    }

    private static String write(String fields) throws ConversionRefused {
        return write(json(fields), ConversionLimits.STANDARD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | {}",
                "a=1&b=2 | {\"a\":\"1\",\"b\":\"2\"}",
                "b=1&a=2&b=3&b= | {\"b\":[\"1\",\"3\",\"\"],\"a\":\"2\"}",
                "a | {\"a\":\"\"}",
                "= | {\"\":\"\"}",
                "=x | {\"\":\"x\"}",
                "&&a=1&& | {\"a\":\"1\"}",
                "a==1=2 | {\"a\":\"=1=2\"}",
                "a+b=c++d | {\"a b\":\"c  d\"}",
                "%61%3D=%26%2B%25%2f | {\"a=\":\"&+%/\"}",
                "a=%E4%B8%AD%f0%9F%98%80 | {\"a\":\"中😀\"}",
                "a=中 | {\"a\":\"中\"}"
            })
    void fieldsAreReadAsTexts(String form, String fields) throws ConversionRefused {
        assertThat(read(form)).isEqualTo(fields);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%4",
                "a=%4&b=1",
                "%=1",
                "a=%G1",
                "a=%1G",
                "a=%%41",
                "a=%-1",
                "a=% 1",
                "%4=1",
                "a=%\uff11\uff11"
            })
    void malformedPercentSequenceIsRefused(String form) {
        assertThat(Refused.by(() -> read(form))).isEqualTo(Refusal.NOT_FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%FF", "a=%E4%B8", "%C0%80=1", "a=%ED%A0%80", "a=%E4&b=%B8%AD"})
    void whatIsNoUtf8IsRefused(String form) {
        assertThat(Refused.by(() -> read(form))).isEqualTo(Refusal.WRONG_CHARSET);
    }

    @Test
    void charsetIsUtf8Only() throws ConversionRefused {
        FormText form = new FormText(ConversionLimits.STANDARD);
        byte[] octets = "a=1".getBytes(UTF_8);

        assertThat(form.read(octets, "application/x-www-form-urlencoded;charset=utf-8"))
                .hasSize(1);
        assertThat(form.read(octets, "application/x-www-form-urlencoded")).hasSize(1);
        assertThat(Refused.by(() -> form.read(octets, "a/b;charset=GBK"))).isEqualTo(Refusal.WRONG_CHARSET);
        assertThat(Refused.by(() -> form.read(octets, "a/b;charset=nonsense"))).isEqualTo(Refusal.WRONG_CHARSET);
        assertThat(Refused.by(() -> form.read("a=é".getBytes(ISO_8859_1), null)))
                .isEqualTo(Refusal.WRONG_CHARSET);
    }

    @Test
    void whatIsReadIsBounded() throws ConversionRefused {
        assertThat(read("a=1&b=2", TestLimits.values(3))).isNotNull();
        assertThat(Refused.by(() -> read("a=1&b=2&c=3", TestLimits.values(3)))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(Refused.by(() -> read("a=1&b=2&c=3&d=4&e=%", TestLimits.values(3))))
                .isEqualTo(Refusal.TOO_LARGE);
        assertThat(read("a=1", TestLimits.octets(3))).isNotNull();
        assertThat(Refused.by(() -> read("a=1&", TestLimits.octets(3)))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(read("1234=123456", TestLimits.texts(6, 4))).isNotNull();
        assertThat(Refused.by(() -> read("12345=1", TestLimits.texts(6, 4)))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(Refused.by(() -> read("a=1234567", TestLimits.texts(6, 4)))).isEqualTo(Refusal.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | ``",
                "{\"b\":\"x\",\"a\":12.50,\"c\":true,\"d\":null} | b=x&a=12.50&c=true&d=",
                "{\"a\":[1,\"2\",null],\"b\":[]} | a=1&a=2&a=",
                "{\"a b\":\"c+d&e=f%\"} | a+b=c%2Bd%26e%3Df%25",
                "{\"a\":\"*-._~!'()/\\u0000\\r\\n\"} | a=*-._%7E%21%27%28%29%2F%00%0D%0A",
                "{\"\":\"\"} | =",
                "{\"名\":\"中😀\"} | %E5%90%8D=%E4%B8%AD%F0%9F%98%80",
                "{\"a\":1e3} | a=1000"
            })
    void scalarsAreWritten(String fields, String form) throws ConversionRefused {
        assertThat(write(fields)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "[]", "null", "{\"a\":{}}", "{\"a\":[{}]}", "{\"a\":[[1]]}"})
    void whatFormsHaveNoPlaceForIsRefused(String fields) {
        assertThat(Refused.by(() -> write(fields))).isEqualTo(Refusal.NO_MAPPING);
    }

    @Test
    void halfASurrogatePairIsRefused() {
        JsonNode fields = JsonNodeFactory.instance.objectNode().put("a", "\ud800");

        assertThat(Refused.by(() -> write(fields, ConversionLimits.STANDARD))).isEqualTo(Refusal.WRONG_CHARACTER);
    }

    @Test
    void whatIsWrittenIsBoundedToo() throws ConversionRefused {
        JsonNode fields = json("{\"a\":\"中\"}");
        ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 90_000; i++) {
            numbers.add(new BigDecimal("1e999"));
        }

        assertThat(write(fields, TestLimits.octets(11))).isEqualTo("a=%E4%B8%AD");
        assertThat(Refused.by(() -> write(fields, TestLimits.octets(10)))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(Refused.by(() ->
                        write(JsonNodeFactory.instance.objectNode().set("a", numbers), ConversionLimits.STANDARD)))
                .isEqualTo(Refusal.TOO_LARGE);
    }
}
