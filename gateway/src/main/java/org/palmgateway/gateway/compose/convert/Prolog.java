package org.palmgateway.gateway.compose.convert;

/**
 * What stands before the root element (XML 1.0 §2.8): a document type declaration is found here and not by the JDK's parser, which
 * reads over the whole of it first, prints to the standard error where it ends too soon, and throws what its methods do not declare.
 */
final class Prolog {

    private Prolog() {}

    /** Tells whether a document has a document type declaration. */
    static boolean declaresType(String xml) {
        int at = afterSpace(xml, 0);
        while (xml.startsWith("<?", at) || xml.startsWith("<!--", at)) {
            String end = xml.startsWith("<?", at) ? "?>" : "-->";
            int to = xml.indexOf(end, at + (end.equals("?>") ? 2 : 4));
            if (to < 0) {
                return false;
            }
            at = afterSpace(xml, to + end.length());
        }
        return xml.startsWith("<!DOCTYPE", at);
    }

    private static int afterSpace(String xml, int from) {
        int at = from;
        while (at < xml.length() && isSpace(xml.charAt(at))) {
            at++;
        }
        return at;
    }

    /** XML 1.0 §2.3. */
    static boolean isSpace(int character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }
}
