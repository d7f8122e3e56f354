package org.palmgateway.routes.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void aTreeIsOneLineInTheOrderOfItsFields() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("b", 1);
        tree.put("a", List.of(true, "x", Map.of()));

        assertThat(JsonText.of(tree)).isEqualTo("{\"b\":1,\"a\":[true,\"x\",{}]}");
    }

    @Test
    void textsAreEscapedSoThatALineStaysOne() {
        assertThat(JsonText.of(List.of("a\n\r\"\\\u0000杭州")))
                .doesNotContain("\n", "\r")
                .isEqualTo("[\"a\\n\\r\\\"\\\\\\u0000杭州\"]");
    }

    @Test
    void numbersKeepTheirFractionAndTheirSize() {
        assertThat(JsonText.of(List.of(Long.MAX_VALUE, Long.MIN_VALUE, 0.5)))
                .isEqualTo("[9223372036854775807,-9223372036854775808,0.5]");
    }

    @Test
    void nothingIsNull() {
        assertThat(JsonText.of(Arrays.asList(1, null))).isEqualTo("[1,null]");
    }
}
