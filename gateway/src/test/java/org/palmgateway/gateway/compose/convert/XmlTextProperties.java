package org.palmgateway.gateway.compose.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class XmlTextProperties {

    private static final String ALWAYS = "always";

    private final XmlText xml = new XmlText(ConversionLimits.STANDARD, Set.of(ALWAYS));

    @Provide
    Arbitrary<XmlDocument> documents() {
        Arbitrary<JsonNode> texts = characters().map(JsonNodeFactory.instance::stringNode);
        Arbitrary<JsonNode> contents = Arbitraries.recursive(() -> texts, this::elements, 0, 4);
        return Combinators.combine(names(), contents).as(XmlDocument::new);
    }

    private static Arbitrary<String> names() {
        Arbitrary<String> starts = Arbitraries.strings().withChars("abcXYZ_姓名é").ofLength(1);
        Arbitrary<String> rests = Arbitraries.strings().withChars("ab-.09_名").ofMaxLength(5);
        return Combinators.combine(starts, rests).as((start, rest) -> start + rest);
    }

    private static Arbitrary<String> characters() {
        Arbitrary<String> any = Trees.texts()
                .filter(text -> text.chars().allMatch(each -> each >= ' ' && each != 0xFFFE && each != 0xFFFF));
        return Arbitraries.oneOf(
                any, Arbitraries.strings().withChars("a &<>\"'\t\r\n]").ofMaxLength(6), Arbitraries.of("😀", "&amp;"));
    }

    /** What the mapping of {@link XmlText} says is read as it was written. */
    private Arbitrary<JsonNode> elements(Arbitrary<JsonNode> inner) {
        Arbitrary<JsonNode> repeated = inner.list().ofMinSize(2).ofMaxSize(3).map(Trees::array);
        Arbitrary<JsonNode> always = inner.list().ofMinSize(1).ofMaxSize(3).map(Trees::array);
        Arbitrary<JsonNode> objects = Combinators.combine(
                        Arbitraries.maps(names().map(name -> '@' + name), characters())
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        Arbitraries.maps(names(), Arbitraries.oneOf(inner, repeated))
                                .ofMaxSize(3),
                        always.optional(),
                        characters().filter(text -> !text.isBlank()).optional())
                .as((attributes, children, array, text) -> {
                    Map<String, JsonNode> members = new LinkedHashMap<>();
                    attributes.forEach((name, value) -> members.put(name, JsonNodeFactory.instance.stringNode(value)));
                    members.putAll(children);
                    array.ifPresent(items -> members.put(ALWAYS, items));
                    text.ifPresent(value -> members.put("#text", JsonNodeFactory.instance.stringNode(value)));
                    return Trees.object(members);
                });
        return Arbitraries.oneOf(inner, objects);
    }

    @Property
    void documentWithinTheMappingIsReadAsItWasWritten(@ForAll("documents") XmlDocument document)
            throws ConversionRefused {
        XmlDocument read = xml.read(xml.write(document), "application/xml");

        assertThat(read).hasToString(document.toString());
    }
}
