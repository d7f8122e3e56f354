package org.palmgateway.gateway.compose.convert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Whatever a department sends is read within the limits or refused with a word, and nothing else happens. */
class AnyOctetsProperties {

    private static final ConversionLimits LIMITS = new ConversionLimits(300, 4, 12, 40, 12, 20, 3);

    private final JsonText json = new JsonText(LIMITS);
    private final XmlText xml = new XmlText(LIMITS, Set.of("a"));
    private final FormText form = new FormText(LIMITS);

    @FunctionalInterface
    private interface Reading {
        JsonNode read() throws ConversionRefused;
    }

    /** Fails when a format neither reads the octets nor refuses them, or reads what is beyond the limits. */
    private void readAll(byte[] octets, @Nullable String contentType) {
        List<Reading> readings = List.of(
                () -> json.read(octets, contentType),
                () -> xml.read(octets, contentType).content(),
                () -> form.read(octets, contentType));
        for (Reading reading : readings) {
            AtomicReference<JsonNode> tree = new AtomicReference<>(NullNode.instance);
            Throwable thrown = catchThrowable(() -> tree.set(reading.read()));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(ConversionRefused.class);
            }
            assertThatNoException().isThrownBy(() -> TreeCheck.check(tree.get(), LIMITS));
        }
    }

    @Provide
    Arbitrary<String> charsets() {
        return Arbitraries.of(Charset.availableCharsets().keySet());
    }

    /** Pieces of the grammars in any order. */
    @Provide
    Arbitrary<String> pieces() {
        List<String> pieces = new ArrayList<>(List.of(
                "<a>",
                "</a>",
                "<a",
                "b='",
                "'",
                "/>",
                "<!--",
                "-->",
                "<?xml version='1.0'",
                " encoding='GBK'",
                "?>",
                "<p:a>"));
        pieces.addAll(List.of(
                "xmlns:p='u'", "<![CDATA[", "]]>", "<!DOCTYPE a", " [<!ENTITY e 'x'>", ">", "&e;", "&#x1;", "&amp;"));
        pieces.addAll(List.of(
                "{", "}", "[", "]", "\"a\"", ":", ",", "-1.5e", "1e999", "null", "\\ud800", "\"", "%41", "%", "="));
        pieces.addAll(List.of("+", "&", " ", "\n", "中", "\u0000", "\ud83d\ude00", "\uFFFF", "x".repeat(50)));
        return Arbitraries.of(pieces).list().ofMaxSize(12).map(chosen -> String.join("", chosen));
    }

    @Property(tries = 3000)
    void randomOctetsAreReadOrRefused(@ForAll @Size(max = 350) byte[] octets, @ForAll("charsets") String charset) {
        readAll(octets, null);
        readAll(octets, "a/b;charset=" + charset);
    }

    @Property(tries = 3000)
    void almostRightTextsAreReadOrRefused(@ForAll("pieces") String text) {
        readAll(text.getBytes(UTF_8), null);
    }

    @Property
    void contentTypesAreReadOrRefused(@ForAll String contentType) {
        readAll("1".getBytes(ISO_8859_1), contentType);
        readAll("1".getBytes(ISO_8859_1), ";charset=" + contentType);
    }
}
