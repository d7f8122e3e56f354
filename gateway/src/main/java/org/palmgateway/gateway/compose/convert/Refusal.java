package org.palmgateway.gateway.compose.convert;

import java.util.Locale;

/** Why a content was not converted. */
public enum Refusal {
    /** It is not JSON (RFC 8259). */
    NOT_JSON,
    /** It is not a well-formed document of XML 1.0 with namespaces. */
    NOT_XML,
    /** It is not {@code application/x-www-form-urlencoded}: a percent sign without two hexadecimal digits. */
    NOT_FORM,
    /** It has a document type declaration, which could define entities. */
    HAS_DTD,
    /** It nests deeper than {@link ConversionLimits#depth}. */
    TOO_DEEP,
    /** It is beyond another one of {@link ConversionLimits}. */
    TOO_LARGE,
    /** An object of it has two members of one name, so that no two readers need agree on it (RFC 8259 §4). */
    DUPLICATE_KEY,
    /** Its charset is unknown, not allowed here, or not the one of its octets. */
    WRONG_CHARSET,
    /** A text of it has half of a surrogate pair, or, when XML is written, a character that XML 1.0 has not. */
    WRONG_CHARACTER,
    /** The name of a member is no name of an element or attribute. */
    WRONG_NAME,
    /** The tree has a part that the format has no place for, as a form has none for an object in it. */
    NO_MAPPING;

    /** Returns the word for logs and problems, such as {@code not-json}; it never changes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
