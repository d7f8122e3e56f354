package org.palmgateway.routes.document;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document whose scalars have types: a tree of maps, lists, texts, {@link java.math.BigDecimal} numbers, booleans and null, as JSON
 * (RFC 8259) has them.
 *
 * <p>YAML is read by the JSON schema of YAML 1.2 (§10.2), so that {@code yes} is a text and {@code 200} a number. Aliases, anchors, foreign
 * tags, names that repeat, half characters and numbers of absurd size are refused. The tree does not change; safe for any number of threads.
 */
public final class TypedDocument {

    private final Map<String, @Nullable Object> root;
    private final IdentityHashMap<Object, Integer> lines;

    private TypedDocument(Map<String, @Nullable Object> root, IdentityHashMap<Object, Integer> lines) {
        this.root = root;
        this.lines = lines;
    }

    /**
     * Reads a document that is a mapping; it is taken for JSON when it starts with a brace.
     *
     * @param text its text
     * @param maximumLength the longest text that is read, in characters
     * @param maximumDepth how many mappings and lists may lie within one another
     * @param problems is told what is wrong
     * @return the document; empty when it cannot be read, which has been noted then
     */
    public static Optional<TypedDocument> read(String text, int maximumLength, int maximumDepth, Problems problems) {
        IdentityHashMap<Object, Integer> lines = new IdentityHashMap<>();
        TypedBuilder builder = new TypedBuilder(maximumDepth, lines);
        try {
            if (text.length() > maximumLength) {
                throw new DocumentBuilder.Unreadable(
                        0, text.length() + " characters", "at most " + maximumLength + " characters");
            }
            if (text.stripLeading().startsWith("{")) {
                TypedJson.read(text, builder);
            } else {
                TypedYaml.read(text, maximumLength, builder);
            }
            Optional<Map<String, @Nullable Object>> root = builder.mapping();
            if (root.isEmpty()) {
                throw new DocumentBuilder.Unreadable(1, "no mapping", "a mapping");
            }
            return root.map(fields -> new TypedDocument(fields, lines));
        } catch (DocumentBuilder.Unreadable e) {
            e.addTo(problems);
            return Optional.empty();
        }
    }

    /** Returns the tree; neither its maps nor its lists can be changed. */
    public Map<String, @Nullable Object> root() {
        return root;
    }

    /**
     * Returns the line that a map or list of the tree starts on, counted from 1; 0 for anything else.
     *
     * @param part a map or list of this tree, by identity
     */
    public int line(@Nullable Object part) {
        return lines.getOrDefault(part, 0);
    }

    static Map<String, @Nullable Object> fixed(Map<String, @Nullable Object> fields) {
        return Collections.unmodifiableMap(fields);
    }

    static List<@Nullable Object> fixed(List<@Nullable Object> items) {
        return Collections.unmodifiableList(items);
    }
}
