package org.palmgateway.gateway.compose.convert;

import java.io.Reader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON (RFC 8259) as a tree that loses nothing: members keep their order and numbers all their digits, {@code 12.50} and ids of 64
 * bits among them. Only an exponent may be written another way, and {@code -0} is 0.
 *
 * <p>Two members of one name are refused, and so is half of a surrogate pair, which RFC 8259 §4 and §8.2 leave to luck. Immutable; safe
 * for any number of threads.
 */
public final class JsonText {

    private static final JsonMapper WRITER = new JsonMapper();

    private final ConversionLimits limits;
    private final JsonFactory factory;

    /**
     * Makes a reader and writer.
     *
     * @param limits the bounds of contents and trees
     */
    public JsonText(ConversionLimits limits) {
        this.limits = limits;
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                // One more, since the tree's builder tells depth from size.
                .maxNestingDepth(limits.depth() + 1)
                .maxStringLength(limits.textLength())
                .maxNameLength(limits.nameLength())
                .maxNumberLength(limits.numberDigits() + TreeReader.SIGNS)
                .build();
        // Names that a department makes up are not kept for the next content.
        this.factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .build();
    }

    /**
     * Reads a content. It is UTF-8, or, where its start or {@code Content-Type} says so, of another charset that the JDK knows.
     *
     * @param octets the content, without a content coding
     * @param contentType the value of {@code Content-Type}, of which only the charset counts; null when there is none
     */
    public JsonNode read(byte[] octets, @Nullable String contentType) throws ConversionRefused {
        Reader text = TextDecoder.reader(limits.checkOctets(octets), DeclaredCharset.ofType(contentType));
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return TreeCheck.check(new TreeReader(parser, limits).read(), limits);
        } catch (StreamConstraintsException e) {
            throw new ConversionRefused(Refusal.TOO_LARGE);
        } catch (JacksonIOException e) {
            // Octets in memory fail to be read only where they are no text.
            throw new ConversionRefused(Refusal.WRONG_CHARSET);
        } catch (JacksonException e) {
            throw new ConversionRefused(Refusal.NOT_JSON);
        }
    }

    /** Writes a tree in UTF-8, on one line. */
    public byte[] write(JsonNode tree) throws ConversionRefused {
        return limits.checkOctets(WRITER.writeValueAsBytes(TreeCheck.check(tree, limits)));
    }
}
