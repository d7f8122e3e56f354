package org.palmgateway.gateway.compose.convert;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * XML 1.0 as a tree, by one fixed mapping that guesses nothing.
 *
 * <ul>
 *   <li>An element is a member of the object of the element around it. Elements of one name are an array, where the first of them was;
 *       those of the names in {@code arrays} always are.
 *   <li>An attribute is a member whose name starts with {@code @}. Attributes come first.
 *   <li>An element with text only is that text, to the last space: {@code <a> 007 </a>} is {@code " 007 "}. All values are texts. An
 *       empty element is the empty text.
 *   <li>Text beside attributes or elements is the member {@code #text}, in one piece, after all others. Beside elements, white space
 *       alone is none.
 *   <li>Prefixes and declarations of namespaces are dropped. Names that are then the same are as repeated ones, attributes too.
 *   <li>Comments and processing instructions are ignored.
 * </ul>
 *
 * <p>Writing is the reverse. {@code #text} comes before the elements, numbers are written without exponents, null like the empty text,
 * and an empty array not at all. Names have no colons; a namespace is given by {@code @xmlns}, which holds for all elements within.
 * Reading what was written gives the same tree when there is nothing in it but texts, objects with a member beside {@code #text}, and
 * arrays of them that have at least two values or one of the names in {@code arrays}.
 *
 * <p>A document type declaration is refused, so there are no entities but the five of XML itself and nothing is ever loaded. Immutable;
 * safe for any number of threads.
 */
public final class XmlText {

    private final ConversionLimits limits;
    private final Set<String> arrays;

    /**
     * Makes a reader and writer.
     *
     * @param limits the bounds of contents and trees
     * @param arrays the local names of the elements that are arrays even when there is only one, wherever they are
     */
    public XmlText(ConversionLimits limits, Set<String> arrays) {
        this.limits = limits;
        this.arrays = Set.copyOf(arrays);
    }

    /**
     * Reads a content. Its charset is that of its byte order mark, else of {@code Content-Type}, else of its XML declaration, else
     * UTF-8 (RFC 7303 §3).
     *
     * @param octets the content, without a content coding
     * @param contentType the value of {@code Content-Type}, of which only the charset counts; null when there is none
     */
    public XmlDocument read(byte[] octets, @Nullable String contentType) throws ConversionRefused {
        limits.checkOctets(octets);
        String named = DeclaredCharset.ofType(contentType);
        String text = TextDecoder.decode(octets, named == null ? DeclaredCharset.ofXml(octets) : named);
        XmlDocument document = ElementReader.read(text, arrays, limits);
        TreeCheck.check(document.content(), limits);
        return document;
    }

    /** Writes a document in UTF-8, on one line. */
    public byte[] write(XmlDocument document) throws ConversionRefused {
        TreeCheck.check(document.content(), limits);
        return limits.checkOctets(ElementWriter.write(document, limits).getBytes(StandardCharsets.UTF_8));
    }
}
