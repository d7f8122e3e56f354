package org.palmgateway.gateway.compose.convert;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileXmlTest {

    private static XmlDocument read(String xml, ConversionLimits limits) throws ConversionRefused {
        return new XmlText(limits, Set.of()).read(xml.getBytes(UTF_8), null);
    }

    private static XmlDocument read(String xml) throws ConversionRefused {
        return read(xml, ConversionLimits.STANDARD);
    }

    private static String attributes(int count) {
        return IntStream.range(0, count).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining("", "<r", "/>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE r><r/>",
                "<?xml version='1.0'?>\n<!-- c -->\t<?p q?>\r\n<!DOCTYPE r SYSTEM 'r.dtd'><r/>",
                "<!DOCTYPE r [<!ENTITY e 'x'>]><r>&e;</r>",
                "<!DOCTYPE r [<!ENTITY % p 'x'> %p;]><r/>",
                "<!DOCTYPE r [<!ATTLIST r a CDATA 'x'>]><r/>",
                "<!DOCTYPE r []LIST a b><r/>",
                "<!DOCTYPE r [",
                "<!DOCTYPE"
            })
    void documentTypeIsRefused(String xml) {
        assertThat(Refused.by(() -> read(xml))).isEqualTo(Refusal.HAS_DTD);
    }

    @Test
    void documentTypeIsRefusedInOtherCharsetsToo() {
        byte[] octets = "<!DOCTYPE r [<!ENTITY e 'x'>]><r>&e;</r>".getBytes(UTF_16);

        assertThat(Refused.by(() -> new XmlText(ConversionLimits.STANDARD, Set.of()).read(octets, null)))
                .isEqualTo(Refusal.HAS_DTD);
    }

    @Test
    void billionLaughsAreNotLaughed() {
        String entities = IntStream.range(1, 10)
                .mapToObj(i -> "<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">")
                .collect(Collectors.joining());

        assertThat(Refused.by(() -> read("<!DOCTYPE r [<!ENTITY l0 \"lol\">" + entities + "]><r>&l9;</r>")))
                .isEqualTo(Refusal.HAS_DTD);
    }

    @Test
    void quadraticBlowUpIsRefused() {
        String xml = "<!DOCTYPE r [<!ENTITY e \"" + "x".repeat(100_000) + "\">]><r>" + "&e;".repeat(100_000) + "</r>";

        assertThat(Refused.by(() -> read(xml))).isEqualTo(Refusal.HAS_DTD);
    }

    @Test
    void externalEntityIsNotLoaded(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(200);
            String http = "http://127.0.0.1:" + server.getLocalPort() + "/e";

            for (String uri : new String[] {secret.toUri().toString(), http}) {
                assertThat(Refused.by(() -> read("<!DOCTYPE r [<!ENTITY e SYSTEM '" + uri + "'>]><r>&e;</r>")))
                        .isEqualTo(Refusal.HAS_DTD);
                assertThat(Refused.by(() -> read("<!DOCTYPE r SYSTEM '" + uri + "'><r/>")))
                        .isEqualTo(Refusal.HAS_DTD);
                assertThat(Refused.by(() -> read("<!DOCTYPE r [<!ENTITY % e SYSTEM '" + uri + "'> %e;]><r/>")))
                        .isEqualTo(Refusal.HAS_DTD);
            }

            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
        }
    }

    @Test
    void inclusionsAndSchemasAreOnlyNames() throws ConversionRefused {
        XmlDocument document = read("<r xmlns:xi='http://www.w3.org/2001/XInclude'"
                + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='u file:///etc/passwd'>"
                + "<xi:include href='file:///etc/passwd' parse='text'/></r>");

        assertThat(document.content())
                .hasToString("{\"@schemaLocation\":\"u file:///etc/passwd\","
                        + "\"include\":{\"@href\":\"file:///etc/passwd\",\"@parse\":\"text\"}}");
    }

    @Test
    void parserPrintsNothing() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            for (String xml : new String[] {"<!DOCTYPE r [<!ENTITY e 'x'", "<!DOCTYPE r", "<r", "<r>", "<r a='", ""}) {
                assertThat(Refused.by(() -> read(xml))).isNotNull();
            }
        } finally {
            System.setErr(before);
        }

        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    @Test
    void depthIsBounded() throws ConversionRefused {
        assertThat(read("<r><a><b>x</b></a></r>", TestLimits.depth(2))).isNotNull();
        assertThat(Refused.by(() -> read("<r><a><b><c/></b></a></r>", TestLimits.depth(2))))
                .isEqualTo(Refusal.TOO_DEEP);
        assertThat(Refused.by(() -> read("<r><a><b>x</b></a><a/></r>", TestLimits.depth(2))))
                .isEqualTo(Refusal.TOO_DEEP);
    }

    @Test
    void tenThousandLevelsAreTooDeep() {
        String xml = "<a>".repeat(10_000) + "</a>".repeat(10_000);

        assertThat(Refused.by(() -> read(xml))).isEqualTo(Refusal.TOO_DEEP);
        assertThat(Refused.by(() -> read(xml, TestLimits.depth(500)))).isEqualTo(Refusal.TOO_DEEP);
    }

    @Test
    void deepestLimitIsReached() throws ConversionRefused {
        XmlText xml = new XmlText(TestLimits.depth(500), Set.of());
        byte[] octets = ("<a>".repeat(501) + "</a>".repeat(501)).getBytes(UTF_8);

        XmlDocument document = xml.read(octets, null);

        assertThat(xml.read(xml.write(document), null)).isEqualTo(document);
    }

    @Test
    void elementsAndAttributesAreBounded() throws ConversionRefused {
        assertThat(read("<r><a/><b c=''/></r>", TestLimits.values(4))).isNotNull();
        assertThat(Refused.by(() -> read("<r><a/><b c='' d=''/></r>", TestLimits.values(4))))
                .isEqualTo(Refusal.TOO_LARGE);
        // Stops there, not at its end.
        assertThat(Refused.by(() -> read("<r><a/><b/><c/><d/><e>", TestLimits.values(4))))
                .isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void attributesOfAnElementAreBounded() throws ConversionRefused {
        assertThat(read(attributes(20), TestLimits.attributes(20)).content()).hasSize(20);
        assertThat(Refused.by(() -> read(attributes(21), TestLimits.attributes(20))))
                .isEqualTo(Refusal.TOO_LARGE);
        assertThat(Refused.by(() -> read(attributes(80_000)))).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void lengthOfTextsIsBounded() throws ConversionRefused {
        ConversionLimits six = TestLimits.texts(6, 5);

        assertThat(read("<r a='123456'>123<b/>456</r>", six)).isNotNull();
        assertThat(Refused.by(() -> read("<r a='1234567'/>", six))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(Refused.by(() -> read("<r>123<b/>4567</r>", six))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(Refused.by(() -> read("<r>" + " ".repeat(7) + "<b/></r>", six)))
                .isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void lengthOfNamesIsBounded() throws ConversionRefused {
        ConversionLimits four = TestLimits.texts(6, 4);

        assertThat(read("<root><name abc=''/></root>", four)).isNotNull();
        assertThat(Refused.by(() -> read("<roots/>", four))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(Refused.by(() -> read("<root><names/></root>", four))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(Refused.by(() -> read("<root abcd=''/>", four))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(Refused.by(() -> read("<" + "r".repeat(5000) + "/>"))).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void octetsAreBounded() throws ConversionRefused {
        assertThat(read("<r>1</r>", TestLimits.octets(8))).isNotNull();
        assertThat(Refused.by(() -> read("<r>12</r>", TestLimits.octets(8)))).isEqualTo(Refusal.TOO_LARGE);
    }
}
