package org.palmgateway.sandbox.department;

import com.github.tomakehurst.wiremock.http.Request;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The plain fields that a caller sent. */
final class SentFields {

    private SentFields() {}

    /** Field names to texts; empty if the body is not of the notation. */
    static Map<String, String> of(Request request, Notation notation, JsonMapper json) {
        try {
            return switch (notation) {
                case JSON -> ofJson(json.readTree(request.getBodyAsString()));
                case XML -> ofXml(request.getBody());
                case FORM -> ofForm(request.getBodyAsString());
            };
        } catch (JacksonException | XMLStreamException | IllegalArgumentException e) {
            // Nonsense means that every required field is missing, which the caller is told.
            return Map.of();
        }
    }

    private static Map<String, String> ofJson(JsonNode body) {
        Map<String, String> fields = new LinkedHashMap<>();
        body.properties().stream()
                .filter(field -> field.getValue().isValueNode())
                .forEach(field -> fields.put(field.getKey(), field.getValue().asString()));
        return fields;
    }

    private static Map<String, String> ofXml(byte[] body) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // Entities could name files of this machine.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
        Map<String, String> fields = new LinkedHashMap<>();
        xml.nextTag();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            fields.put(xml.getLocalName(), xml.getElementText());
        }
        while (xml.hasNext()) {
            xml.next();
        }
        return fields;
    }

    private static Map<String, String> ofForm(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : body.split("&", -1)) {
            String[] parts = field.split("=", 2);
            if (parts.length == 2) {
                fields.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
