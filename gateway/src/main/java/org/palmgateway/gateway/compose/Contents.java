package org.palmgateway.gateway.compose;

import java.util.Locale;
import java.util.Set;
import org.palmgateway.gateway.compose.convert.ConversionLimits;
import org.palmgateway.gateway.compose.convert.ConversionRefused;
import org.palmgateway.gateway.compose.convert.FormText;
import org.palmgateway.gateway.compose.convert.JsonText;
import org.palmgateway.gateway.compose.convert.XmlDocument;
import org.palmgateway.gateway.compose.convert.XmlText;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.compose.Format;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Writes what departments are sent and reads what they answer, in the formats that they speak. Immutable; any thread. */
final class Contents {

    private static final int DEPTH = 32;
    private static final int VALUES = 100_000;
    private static final int NAMES = 256;
    private static final int DIGITS = 1000;
    private static final int ATTRIBUTES = 256;

    private final ConversionLimits limits;
    private final JsonText json;
    private final FormText form;

    /**
     * Makes it.
     *
     * @param octets the most octets of a content
     */
    Contents(int octets) {
        this.limits = new ConversionLimits(octets, DEPTH, VALUES, octets, NAMES, DIGITS, ATTRIBUTES);
        this.json = new JsonText(limits);
        this.form = new FormText(limits);
    }

    /** Returns the media types that a branch asks its department for. */
    static String accepted(Format format) {
        return format instanceof Format.Json
                ? "application/json"
                : "application/json, application/xml, text/xml, application/x-www-form-urlencoded";
    }

    /** Writes the body of a branch's request. */
    Content write(Format format, JsonNode body) throws ConversionRefused {
        if (format instanceof Format.Xml xml) {
            XmlDocument document = new XmlDocument(xml.root(), body);
            return new Content(new XmlText(limits, Set.of()).write(document), "application/xml; charset=UTF-8");
        }
        return format instanceof Format.Form
                ? new Content(form.write(body), "application/x-www-form-urlencoded")
                : new Content(json.write(body), "application/json");
    }

    /**
     * Reads the content of an answer, by its media type.
     *
     * @param format how the department speaks
     * @param department its id, for what is said when its answer cannot be read
     * @return null in JSON when there is none
     * @throws ProblemException when it cannot be read
     */
    JsonNode read(Format format, String department, Content content) {
        if (content.octets().length == 0) {
            return NullNode.getInstance();
        }
        String type = content.type().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        try {
            if (type.endsWith("/json") || type.endsWith("+json")) {
                return json.read(content.octets(), content.type());
            }
            if (type.endsWith("/xml") || type.endsWith("+xml")) {
                Set<String> arrays = format instanceof Format.Xml xml ? xml.arrays() : Set.of();
                return new XmlText(limits, arrays)
                        .read(content.octets(), content.type())
                        .content();
            }
            if (type.equals("application/x-www-form-urlencoded")) {
                return form.read(content.octets(), content.type());
            }
        } catch (ConversionRefused refused) {
            throw unreadable(department, refused.refusal().word());
        }
        throw unreadable(department, "media-type");
    }

    /** Reads the JSON of a caller's body. */
    JsonNode readCallers(Content content) throws ConversionRefused {
        return json.read(content.octets(), content.type());
    }

    static ProblemException unreadable(String department, String reason) {
        return new ProblemException(new ComposeProblem.Unreadable(department, reason));
    }
}
