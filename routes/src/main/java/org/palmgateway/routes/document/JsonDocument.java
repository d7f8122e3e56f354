package org.palmgateway.routes.document;

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
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int line = parser.currentTokenLocation().getLineNr();
                if (token.isStructStart()) {
                    document.start(line, token == JsonToken.START_OBJECT);
                } else if (token.isStructEnd()) {
                    document.end();
                } else {
                    document.scalar(line, String.valueOf(parser.getString()));
                }
            }
        } catch (JacksonException e) {
            TokenStreamLocation location = e.getLocation();
            throw new Unreadable(location == null ? 0 : location.getLineNr(), e.getOriginalMessage(), "JSON");
        }
        return document.finish();
    }
}
