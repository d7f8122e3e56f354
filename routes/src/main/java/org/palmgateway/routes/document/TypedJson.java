package org.palmgateway.routes.document;

import org.palmgateway.routes.document.DocumentBuilder.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON (RFC 8259) with its types from the parser's tokens. */
final class TypedJson {

    private TypedJson() {}

    static void read(String text, TypedBuilder document) throws Unreadable {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int line = parser.currentTokenLocation().getLineNr();
                switch (token) {
                    case START_OBJECT -> document.start(line, true);
                    case START_ARRAY -> document.start(line, false);
                    case END_OBJECT, END_ARRAY -> document.end();
                    case PROPERTY_NAME -> document.name(line, parser.currentName());
                    case VALUE_STRING -> document.text(line, parser.getString());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> document.number(line, parser.getString());
                    case VALUE_TRUE -> document.place(line, true);
                    case VALUE_FALSE -> document.place(line, false);
                    case VALUE_NULL -> document.place(line, null);
                    default -> throw new Unreadable(line, token.name(), "JSON");
                }
            }
        } catch (JacksonException e) {
            TokenStreamLocation location = e.getLocation();
            throw new Unreadable(location == null ? 0 : location.getLineNr(), e.getOriginalMessage(), "JSON");
        }
    }
}
