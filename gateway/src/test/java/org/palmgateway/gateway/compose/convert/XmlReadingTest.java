package org.palmgateway.gateway.compose.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReadingTest {

    private static String content(String xml, String... arrays) throws ConversionRefused {
        return read(xml, arrays).content().toString();
    }

    private static XmlDocument read(String xml, String... arrays) throws ConversionRefused {
        return new XmlText(ConversionLimits.STANDARD, Set.of(arrays)).read(xml.getBytes(UTF_8), null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Texts.
                "<r>x</r> | \"x\"",
                "<r> 007 </r> | \" 007 \"",
                "<r/> | \"\"",
                "<r></r> | \"\"",
                "<r>1<![CDATA[<&]]>2&amp;&#x4E2D;</r> | \"1<&2&中\"",
                "<r>a<!-- c -->b<?p q?>c</r> | \"abc\"",
                // Elements.
                "<r><b>1</b><a>true</a></r> | {\"b\":\"1\",\"a\":\"true\"}",
                "<r><a><b/></a></r> | {\"a\":{\"b\":\"\"}}",
                "<r><a>1</a><b>2</b><a>3</a><a/></r> | {\"a\":[\"1\",\"3\",\"\"],\"b\":\"2\"}",
                "<r><a><b>1</b></a><a>2</a></r> | {\"a\":[{\"b\":\"1\"},\"2\"]}",
                // Attributes.
                "<r b='2' a=''>x</r> | {\"@b\":\"2\",\"@a\":\"\",\"#text\":\"x\"}",
                "<r a='1'/> | {\"@a\":\"1\"}",
                "<r a='1'> </r> | {\"@a\":\"1\",\"#text\":\" \"}",
                "<r><a b='1'><b>2</b></a></r> | {\"a\":{\"@b\":\"1\",\"b\":\"2\"}}",
                // Mixed content.
                "<r>one <b>two</b> three</r> | {\"b\":\"two\",\"#text\":\"one  three\"}",
                "<r>\u3000<b/></r> | {\"b\":\"\",\"#text\":\"\u3000\"}",
                // Namespaces.
                "<p:r xmlns:p='u'><p:a>1</p:a></p:r> | {\"a\":\"1\"}",
                "<r xmlns='u' xmlns:p='v'><a>1</a><p:a>2</p:a></r> | {\"a\":[\"1\",\"2\"]}",
                "<r xmlns:p='u' xmlns:q='v' p:a='1' q:a='2' a='3'/> | {\"@a\":[\"1\",\"2\",\"3\"]}",
                // What stands around the root.
                "<?xml version='1.0'?><!-- <!DOCTYPE r> --><?p <!DOCTYPE r>?> <r>x</r><!-- y --> | \"x\"",
                "<r><![CDATA[<!DOCTYPE r>]]></r> | \"<!DOCTYPE r>\""
            })
    void mappingIsFixed(String xml, String tree) throws ConversionRefused {
        assertThat(content(xml)).isEqualTo(tree);
    }

    @Test
    void rootIsNamedWithoutItsPrefix() throws ConversionRefused {
        assertThat(read("<s:Envelope xmlns:s='u'/>").root()).isEqualTo("Envelope");
    }

    @Test
    void namedElementsAreArraysEvenAlone() throws ConversionRefused {
        assertThat(content("<r><l><i>1</i></l><i><i/></i></r>", "i"))
                .isEqualTo("{\"l\":{\"i\":[\"1\"]},\"i\":[{\"i\":[\"\"]}]}");
        assertThat(content("<r i='1'><i>1</i><i>2</i></r>", "i", "@i")).isEqualTo("{\"@i\":\"1\",\"i\":[\"1\",\"2\"]}");
    }

    @Test
    void whiteSpaceBesideElementsIsNoText() throws ConversionRefused {
        assertThat(content("<r>\t<a/> <b/>\r\n</r>")).isEqualTo("{\"a\":\"\",\"b\":\"\"}");
    }

    @Test
    void linesEndInLineFeeds() throws ConversionRefused {
        assertThat(content("<r>a\r\nb\rc&#13;</r>")).isEqualTo("\"a\\nb\\nc\\r\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "{}",
                "<r>",
                "<r></s>",
                "<r/><r/>",
                "<r/>x",
                "<r a=1/>",
                "<r a='1' a='2'/>",
                "<r xmlns:p='u' xmlns:q='u' p:a='1' q:a='2'/>",
                "<p:r/>",
                "<r>&nbsp;</r>",
                "<r a='&nbsp;'/>",
                "<r>&#1;</r>",
                "<r>&#xD800;</r>",
                "<r>\u0001</r>",
                "<r>\uFFFE</r>",
                "<r>a & b</r>",
                "<r>]]></r>",
                "<r><!-- -- --></r>",
                "<!-- <r/>",
                "<?p <r/>",
                " <?xml version='1.0'?><r/>",
                "<?xml version='1.1'?><r/>",
                "<?xml version='2.0'?><r/>",
                "<r/><!DOCTYPE r>",
                "x<!DOCTYPE r><r/>",
                "<!doctype r><r/>"
            })
    void otherTextsAreNotXml(String xml) {
        assertThat(Refused.by(() -> read(xml))).isEqualTo(Refusal.NOT_XML);
    }
}
