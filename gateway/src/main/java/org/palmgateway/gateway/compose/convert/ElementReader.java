package org.palmgateway.gateway.compose.convert;

import java.io.StringReader;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds the tree of {@link XmlText} from the events of the JDK's parser. */
final class ElementReader {

    /** What the parser's message starts with when one of its own limits is reached. */
    private static final String PARSER_LIMIT = "\nMessage: JAXP0001";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final XMLStreamReader xml;
    private final Set<String> arrays;
    private final ConversionLimits limits;
    private int values;

    private ElementReader(XMLStreamReader xml, Set<String> arrays, ConversionLimits limits) {
        this.xml = xml;
        this.arrays = arrays;
        this.limits = limits;
    }

    static XmlDocument read(String text, Set<String> arrays, ConversionLimits limits) throws ConversionRefused {
        if (Prolog.declaresType(text)) {
            throw new ConversionRefused(Refusal.HAS_DTD);
        }
        try {
            XMLStreamReader xml = factory(limits).createXMLStreamReader(new StringReader(text));
            return new ElementReader(xml, arrays, limits).document();
        } catch (XMLStreamException e) {
            boolean limit = String.valueOf(e.getMessage()).contains(PARSER_LIMIT);
            throw new ConversionRefused(limit ? Refusal.TOO_LARGE : Refusal.NOT_XML);
        }
    }

    /** A factory keeps its last reader, and so the last content; besides, it is for one thread. It costs microseconds. */
    private static XMLInputFactory factory(ConversionLimits limits) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty("jdk.xml.elementAttributeLimit", String.valueOf(limits.attributes()));
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is loaded");
        });
        return factory;
    }

    private XmlDocument document() throws XMLStreamException, ConversionRefused {
        // XML 1.1 has characters that XML 1.0 has not.
        if (xml.getVersion() != null && !xml.getVersion().equals("1.0")) {
            throw new ConversionRefused(Refusal.NOT_XML);
        }
        for (int event = xml.next(); event != XMLStreamConstants.START_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.DTD) {
                throw new ConversionRefused(Refusal.HAS_DTD);
            }
        }
        String root = xml.getLocalName();
        ConversionLimits.check(root.length(), limits.nameLength());
        JsonNode content = element(0);
        while (xml.hasNext()) {
            xml.next();
        }
        return new XmlDocument(root, content);
    }

    private JsonNode element(int depth) throws XMLStreamException, ConversionRefused {
        if (depth > limits.depth()) {
            throw new ConversionRefused(Refusal.TOO_DEEP);
        }
        ObjectNode members = attributes();
        StringBuilder text = new StringBuilder();
        boolean children = false;
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String name = xml.getLocalName();
                    Members.add(members, name, element(depth + 1), arrays.contains(name));
                    children = true;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    ConversionLimits.check((long) text.length() + xml.getTextLength(), limits.textLength());
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                // A reference to an entity that nothing declares.
                default -> throw new ConversionRefused(Refusal.NOT_XML);
            }
        }
        return content(members, text, children);
    }

    private ObjectNode attributes() throws ConversionRefused {
        values += 1 + xml.getAttributeCount();
        ConversionLimits.check(values, limits.values());
        ObjectNode members = NODES.objectNode();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            Members.add(members, '@' + xml.getAttributeLocalName(i), NODES.stringNode(xml.getAttributeValue(i)), false);
        }
        return members;
    }

    private static JsonNode content(ObjectNode members, StringBuilder text, boolean children) {
        if (members.isEmpty()) {
            return NODES.stringNode(text.toString());
        }
        if (!text.isEmpty() && !(children && text.chars().allMatch(Prolog::isSpace))) {
            members.put("#text", text.toString());
        }
        return members;
    }
}
