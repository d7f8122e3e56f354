package org.palmgateway.gateway.compose.convert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetTest {

    private static final String TEXT = "[\"掌上通 😀\"]";
    private static final String CHARACTERS = "掌上通 😀";

    private final JsonText json = new JsonText(ConversionLimits.STANDARD);
    private final XmlText xml = new XmlText(ConversionLimits.STANDARD, Set.of());

    private String read(byte[] octets, String contentType) throws ConversionRefused {
        return json.read(octets, contentType).get(0).stringValue();
    }

    private static byte[] octets(int... octets) {
        byte[] content = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            content[i] = (byte) octets[i];
        }
        return content;
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
    void textWithOrWithoutAMarkIsFoundOutUnnamed(Charset charset) throws ConversionRefused {
        assertThat(read(TEXT.getBytes(charset), null)).isEqualTo(CHARACTERS);
        assertThat(read(("\uFEFF" + TEXT).getBytes(charset), "application/json"))
                .isEqualTo(CHARACTERS);
        assertThat(json.read("1".getBytes(charset), null).intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=GB18030",
                "application/json;charset=\"gb18030\"",
                "application/json; x=\"; charset=utf-8\" ; CHARSET=GBK;charset=utf-8",
                "text/plain;\tcharset=gb2312 "
            })
    void charsetOfTheTypeDecodes(String contentType) throws ConversionRefused {
        assertThat(read(TEXT.getBytes(Charset.forName("GB18030")), contentType)).isEqualTo(CHARACTERS);
    }

    @Test
    void namedGb2312OrGbkHasCharactersOfGb18030() throws ConversionRefused {
        byte[] octets = "[\"镕—·㐂\"]".getBytes(Charset.forName("GB18030"));

        assertThat(read(octets, "a/b;charset=gb2312")).isEqualTo("镕—·㐂");
        assertThat(read(octets, "a/b;charset=windows-936")).isEqualTo("镕—·㐂");
    }

    @Test
    void markCountsMoreThanTheType() throws ConversionRefused {
        assertThat(read(("\uFEFF" + TEXT).getBytes(UTF_8), "a/b;charset=GBK")).isEqualTo(CHARACTERS);
        assertThat(read(("\uFEFF" + TEXT).getBytes(UTF_16LE), "a/b;charset=UTF-8"))
                .isEqualTo(CHARACTERS);
    }

    @Test
    void orderOfUtf16IsFoundOut() throws ConversionRefused {
        for (Charset charset : new Charset[] {UTF_16, UTF_16BE, UTF_16LE}) {
            assertThat(read(TEXT.getBytes(charset), "a/b;charset=utf-16")).isEqualTo(CHARACTERS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "\"\"", "'utf-8'", "a!b", "中"})
    void unknownCharsetIsRefused(String name) {
        assertThat(Refused.by(() -> json.read("1".getBytes(UTF_8), "a/b;charset=" + name)))
                .isEqualTo(Refusal.WRONG_CHARSET);
    }

    @Test
    void octetsThatAreNoUtf8AreRefused() {
        for (byte[] octets : new byte[][] {
            octets('"', 0xC3, '"'),
            octets('"', 0xC0, 0x80, '"'),
            octets('"', 0xED, 0xA0, 0x80, '"'),
            octets('"', 0xF4, 0x90, 0x80, 0x80, '"'),
            octets('"', 0xFF, '"'),
            octets('"', 0xE4, 0xB8)
        }) {
            assertThat(Refused.by(() -> json.read(octets, null))).isEqualTo(Refusal.WRONG_CHARSET);
        }
    }

    @Test
    void octetsThatTheirCharsetHasNotAreRefused() {
        assertThat(Refused.by(() -> json.read(octets('"', 0x81, '"'), "a/b;charset=GBK")))
                .isEqualTo(Refusal.WRONG_CHARSET);
        assertThat(Refused.by(() -> json.read(TEXT.getBytes(UTF_8), "a/b;charset=us-ascii")))
                .isEqualTo(Refusal.WRONG_CHARSET);
        assertThat(Refused.by(() -> json.read(octets(0, '"', 0xD8, 0, 0, '"'), null)))
                .isEqualTo(Refusal.WRONG_CHARSET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<?xml version='1.0' encoding='GBK'?> | GBK",
                "<?xml version=\"1.0\" encoding=\"gb2312\" standalone='yes'?> | GBK",
                "<?xml  version = \"1.0\"\tencoding = 'GB18030' ?> | GB18030",
                "<?xml version='1.0' encoding='UTF-16'?> | UTF-16",
                "<?xml version='1.0' encoding='UTF-16'?> | UTF-16LE",
                "<?xml version='1.0' encoding='ISO-8859-1'?> | UTF-16BE",
                "<?xml version='1.0'?> | UTF-8",
                "<!--encoding='GBK'--> | UTF-8"
            })
    void encodingOfTheXmlDeclarationDecodes(String declaration, Charset charset) throws ConversionRefused {
        byte[] octets = (declaration + "<名>掌上通</名>").getBytes(charset);

        assertThat(xml.read(octets, "text/xml")).hasToString("XmlDocument[root=名, content=\"掌上通\"]");
    }

    @Test
    void typeCountsMoreThanTheXmlDeclaration() throws ConversionRefused {
        byte[] octets = "<?xml version='1.0' encoding='ISO-8859-1'?><a>掌</a>".getBytes(Charset.forName("GBK"));

        assertThat(xml.read(octets, "text/xml;charset=GBK").content().stringValue())
                .isEqualTo("掌");
        assertThat(xml.read(octets, "text/xml").content().stringValue())
                .isEqualTo(new String("掌".getBytes(Charset.forName("GBK")), ISO_8859_1));
    }

    @Test
    void markCountsMoreThanTheXmlDeclaration() throws ConversionRefused {
        byte[] octets = "\uFEFF<?xml version='1.0' encoding='GBK'?><a>掌</a>".getBytes(UTF_8);

        assertThat(xml.read(octets, null).content().stringValue()).isEqualTo("掌");
    }

    @Test
    void xmlOfAWrongOrUnknownEncodingIsRefused() {
        assertThat(Refused.by(() -> xml.read("<a>掌</a>".getBytes(Charset.forName("GBK")), null)))
                .isEqualTo(Refusal.WRONG_CHARSET);
        assertThat(Refused.by(() -> xml.read("<?xml version='1.0' encoding='no-such'?><a/>".getBytes(UTF_8), null)))
                .isEqualTo(Refusal.WRONG_CHARSET);
    }
}
