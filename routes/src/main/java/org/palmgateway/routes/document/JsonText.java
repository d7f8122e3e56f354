package org.palmgateway.routes.document;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes trees of maps, lists, numbers and texts as JSON (RFC 8259). */
public final class JsonText {

    private JsonText() {}

    /** Returns a tree as JSON on one line. */
    public static String of(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            write(tree, generator);
        }
        return text.toString();
    }

    private static void write(@Nullable Object tree, JsonGenerator generator) {
        if (tree instanceof Map<?, ?> map) {
            generator.writeStartObject();
            map.forEach((name, value) -> {
                generator.writeName(String.valueOf(name));
                write(value, generator);
            });
            generator.writeEndObject();
        } else if (tree instanceof Collection<?> items) {
            generator.writeStartArray();
            items.forEach(item -> write(item, generator));
            generator.writeEndArray();
        } else if (tree instanceof Number number) {
            generator.writeNumber(new BigDecimal(number.toString()));
        } else if (tree instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else if (tree == null) {
            generator.writeNull();
        } else {
            generator.writeString(tree.toString());
        }
    }
}
