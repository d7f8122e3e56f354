package org.palmgateway.routes.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {

    private final Problems problems = new Problems("test.json");

    @Test
    void nullIsNoText() {
        FieldReader fields = Document.read("{\"reason\":null,\"roles\":[null]}", 100, problems, "a test")
                .orElseThrow();

        assertThat((Object) fields.required("reason", text -> text)).isNull();
        assertThat(fields.texts("roles", text -> text)).isEmpty();
        assertThat(problems.found().stream().map(DocumentProblem::field)).isEqualTo(List.of("reason", "roles[0]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"\\ud83d\"}", "{\"a\":\"\\ude00\\ud83d\"}", "{\"\\ud83d\":1}"})
    void halfACharacterCannotBeRead(String text) {
        assertThat(Document.read(text, 100, problems, "a test")).isEmpty();
        assertThat(problems.found())
                .singleElement()
                .satisfies(problem -> assertThat(problem.value()).isEqualTo("half a character"));
    }

    @Test
    void wholeCharactersOfTwoSurrogatesAreRead() {
        FieldReader fields = Document.read("{\"a\":\"\\ud83d\\ude00\"}", 100, problems, "a test")
                .orElseThrow();

        assertThat((Object) fields.required("a", text -> text)).isEqualTo("😀");
    }
}
