package org.palmgateway.gateway.compose.convert;

/** Characters of XML 1.0 as they are written, so that a parser gives back the same ones. */
final class XmlCharacters {

    private XmlCharacters() {}

    /**
     * Appends a text.
     *
     * @param attribute whether it is the value of an attribute, in double quotes, where a parser makes spaces of lines and tabs
     */
    static void append(StringBuilder out, String text, boolean attribute) throws ConversionRefused {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                // A parser makes a line feed of it.
                case '\r' -> out.append("&#13;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                case '\t' -> out.append(attribute ? "&#9;" : "\t");
                case '\n' -> out.append(attribute ? "&#10;" : "\n");
                default -> out.appendCodePoint(checked(character));
            }
        }
    }

    /** XML 1.0 §2.2. */
    private static int checked(int character) throws ConversionRefused {
        if (character < ' ' || Character.getType(character) == Character.SURROGATE || (character & ~1) == 0xFFFE) {
            throw new ConversionRefused(Refusal.WRONG_CHARACTER);
        }
        return character;
    }
}
