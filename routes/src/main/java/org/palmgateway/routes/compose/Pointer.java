package org.palmgateway.routes.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a value comes from: a JSON pointer (RFC 6901) into what is known of a composed call, such as {@code /request/query/year} or {@code
 * /branches/profile/accounts/0/id}.
 *
 * @param root the part of it
 * @param name the name within the part, such as that of a branch; empty for a part without names
 * @param below what of the value, member by member; empty for all of it
 */
public record Pointer(Root root, String name, List<String> below) {

    private static final int LONGEST = 500;
    private static final int DEEPEST = 32;

    /** The parts of what is known of a call. */
    public enum Root {
        /** A variable of the route's path, by name: a text. */
        PATH("request/path", true),
        /** The first value of a name in the query: a text. */
        QUERY("request/query", true),
        /** The first field of a name in the request: a text. */
        HEADER("request/headers", true),
        /** The request's body. */
        BODY("request/body", false),
        /** The region that is asked for: a text. */
        REGION("request/region", false),
        /** What is known of the caller: {@code subject}, {@code application}, {@code audience}, {@code roles}, {@code scopes}, {@code claims}. */
        PRINCIPAL("principal", true),
        /** The result of a branch, by its id. */
        BRANCH("branches", true),
        /** What stands in the list at the place that is called for. */
        ITEM("item", false),
        /** What a department answered, before it is shaped. */
        ANSWER("answer", false);

        private final String text;
        private final boolean named;

        Root(String text, boolean named) {
            this.text = text;
            this.named = named;
        }
    }

    /** Copies the list. */
    public Pointer {
        below = List.copyOf(below);
    }

    /**
     * Reads a pointer.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static Pointer of(String text) {
        if (text.length() <= LONGEST && text.startsWith("/")) {
            String inner = text.substring(1);
            for (Root root : Root.values()) {
                if (inner.equals(root.text) || inner.startsWith(root.text + "/")) {
                    List<String> tokens = tokens(inner.substring(root.text.length()));
                    boolean complete = !root.named || !tokens.isEmpty();
                    if (complete && tokens.size() <= DEEPEST) {
                        return root.named
                                ? new Pointer(root, tokens.get(0), tokens.subList(1, tokens.size()))
                                : new Pointer(root, "", tokens);
                    }
                }
            }
        }
        throw new IllegalArgumentException("a JSON pointer into "
                + Stream.of(Root.values())
                        .map(root -> "/" + root.text + (root.named ? "/…" : ""))
                        .collect(Collectors.joining(", ")));
    }

    /** RFC 6901 §3, §4. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        if (text.isEmpty()) {
            return tokens;
        }
        for (String token : text.substring(1).split("/", -1)) {
            if (token.matches(".*~([^01].*|$)")) {
                throw new IllegalArgumentException("a JSON pointer, in which ~ is written ~0 and / within a name ~1");
            }
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return tokens;
    }

    /** Tells whether what it leads to is known only when an earlier branch has ended. */
    public boolean comesLater() {
        return root == Root.BRANCH || root == Root.ITEM;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("/").append(root.text);
        if (root.named) {
            text.append('/').append(escaped(name));
        }
        below.forEach(token -> text.append('/').append(escaped(token)));
        return text.toString();
    }

    private static String escaped(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }
}
