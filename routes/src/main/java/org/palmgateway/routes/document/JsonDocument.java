package org.palmgateway.routes.document;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.DocumentBuilder.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON (RFC 8259) from the parser's tokens. */
final class JsonDocument {

    private JsonDocument() {}

    static @Nullable Value read(String text, Problems problems) throws Unreadable {
        DocumentBuilder document = new DocumentBuilder(problems);
        CharsetEncoder unicode = StandardCharsets.UTF_8.newEncoder();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int line = parser.currentTokenLocation().getLineNr();
                if (token.isStructStart()) {
                    document.start(line, token == JsonToken.START_OBJECT);
                } else if (token.isStructEnd()) {
                    document.end();
                } else {
                    // A field that is null has no value, as one that YAML leaves empty.
                    String scalar = token == JsonToken.VALUE_NULL ? "" : String.valueOf(parser.getString());
                    if (!unicode.canEncode(scalar)) {
                        throw new Unreadable(line, "half a character", "whole ones: two surrogates (RFC 8259, 8.2)");
                    }
                    document.scalar(line, scalar);
                }
            }
        } catch (JacksonException e) {
            TokenStreamLocation location = e.getLocation();
            throw new Unreadable(location == null ? 0 : location.getLineNr(), e.getOriginalMessage(), "JSON");
        }
        return document.finish();
    }
}
