package org.palmgateway.gateway.compose.convert;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class FormTextProperties {

    private final FormText form = new FormText(ConversionLimits.STANDARD);

    @Provide
    Arbitrary<JsonNode> fields() {
        Arbitrary<JsonNode> texts = Trees.texts().map(JsonNodeFactory.instance::stringNode);
        Arbitrary<JsonNode> arrays = texts.list().ofMinSize(2).ofMaxSize(4).map(Trees::array);
        return Trees.objects(Arbitraries.oneOf(texts, arrays));
    }

    @Property
    void fieldsAreReadAsTheyWereWritten(@ForAll("fields") JsonNode fields) throws ConversionRefused {
        assertThat(form.read(form.write(fields), null)).hasToString(fields.toString());
    }
}
