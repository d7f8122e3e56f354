package org.palmgateway.gateway.cache.rule;

/**
 * Goes through {@code #cache-directive} (RFC 9111 §5.2): {@code token [ "=" ( token / quoted-string ) ]}, with empty elements. For one
 * thread.
 */
final class DirectiveText {

    private final String text;
    private int at;
    private String name = "";
    private String argument = "";
    private boolean malformed;

    DirectiveText(String text) {
        this.text = text;
    }

    String name() {
        return name;
    }

    String argument() {
        return argument;
    }

    boolean isMalformed() {
        return malformed;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    /** Goes to the next directive; tells whether there is one. */
    boolean next() {
        while (true) {
            skip(" \t,");
            if (isAtEnd()) {
                return false;
            }
            name = token();
            argument = "";
            boolean whole = !name.isEmpty();
            skip(" \t");
            if (whole && !isAtEnd() && text.charAt(at) == '=') {
                at++;
                skip(" \t");
                whole = readArgument();
                skip(" \t");
            }
            if (whole && (isAtEnd() || text.charAt(at) == ',')) {
                return true;
            }
            malformed = true;
            toComma();
        }
    }

    private boolean unquote(StringBuilder quoted) {
        at++;
        while (!isAtEnd()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return true;
            }
            if (c == '\\' && !isAtEnd()) {
                c = text.charAt(at++);
            }
            quoted.append(c);
        }
        return false;
    }

    private boolean readArgument() {
        if (!isAtEnd() && text.charAt(at) == '"') {
            StringBuilder quoted = new StringBuilder();
            boolean closed = unquote(quoted);
            argument = quoted.toString();
            return closed;
        }
        argument = token();
        return !argument.isEmpty();
    }

    private String token() {
        int start = at;
        while (!isAtEnd() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isTokenCharacter((char) c));
    }

    /** RFC 9110 §5.6.2. */
    private static boolean isTokenCharacter(char c) {
        return c > 0x20 && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }

    private void skip(String characters) {
        while (!isAtEnd() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void toComma() {
        while (!isAtEnd() && text.charAt(at) != ',') {
            at++;
        }
    }
}
