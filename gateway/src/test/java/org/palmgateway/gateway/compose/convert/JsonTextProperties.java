package org.palmgateway.gateway.compose.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import tools.jackson.databind.JsonNode;

class JsonTextProperties {

    private final JsonText json = new JsonText(ConversionLimits.STANDARD);

    @Provide
    Arbitrary<JsonNode> trees() {
        return Trees.json();
    }

    @Property
    void treeIsReadAsItWasWritten(@ForAll("trees") JsonNode tree) throws ConversionRefused {
        byte[] written = json.write(tree);

        JsonNode read = json.read(written, null);

        // The text shows what equality of nodes does not: the order of members, and the zeros of decimals.
        assertThat(read).hasToString(tree.toString());
        assertThat(json.write(read)).isEqualTo(written);
    }

    @Property
    void numberKeepsValueAndDigits(
            @ForAll @Scale(12) BigDecimal number, @ForAll @IntRange(min = -300, max = 300) int exponent)
            throws ConversionRefused {
        BigDecimal exact = number.scaleByPowerOfTen(exponent);
        String text = number.toPlainString() + "e" + exponent;

        String rewritten = new String(json.write(json.read(text.getBytes(UTF_8), null)), UTF_8);

        // -0.0 is 0.0, as of any BigDecimal.
        assertThat(new BigDecimal(rewritten)).isEqualTo(exact);
    }
}
