package org.palmgateway.routes.document;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.DocumentBuilder.Unreadable;

/** Builds a typed tree from the events of a parser, without recursion and to a bounded depth. */
final class TypedBuilder {

    /** A number of more digits, or further from one, is no number that an interface has a use for, and slow to compute with. */
    private static final int LONGEST_NUMBER = 400;

    private final int maximumDepth;
    private final Map<Object, Integer> lines;
    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable Object root;
    private boolean done;

    TypedBuilder(int maximumDepth, Map<Object, Integer> lines) {
        this.maximumDepth = maximumDepth;
        this.lines = lines;
    }

    /** A list or mapping that has not ended yet; what it will be known by is its view that cannot be changed. */
    private static final class Frame {
        final @Nullable Map<String, @Nullable Object> fields;
        final List<@Nullable Object> items = new ArrayList<>();
        final Object view;

        @Nullable
        String name;

        Frame(boolean mapping) {
            this.fields = mapping ? new LinkedHashMap<>() : null;
            this.view = fields == null ? TypedDocument.fixed(items) : TypedDocument.fixed(fields);
        }
    }

    /** Tells whether a scalar that comes next is the name of a field. */
    boolean expectsName() {
        Frame frame = open.peek();
        return frame != null && frame.fields != null && frame.name == null;
    }

    void name(int line, String name) throws Unreadable {
        Frame frame = open.peek();
        if (frame == null || frame.fields == null) {
            throw new Unreadable(line, name, "a value");
        }
        if (frame.fields.containsKey(checked(line, name))) {
            throw new Unreadable(line, name, "each name once in a mapping");
        }
        frame.name = name;
    }

    void text(int line, String text) throws Unreadable {
        place(line, checked(line, text));
    }

    void number(int line, String text) throws Unreadable {
        try {
            BigDecimal number = text.length() > LONGEST_NUMBER ? null : new BigDecimal(text);
            if (number != null && Math.abs((long) number.scale()) <= LONGEST_NUMBER) {
                place(line, number);
                return;
            }
        } catch (NumberFormatException e) {
            // Said below: YAML knows .inf and .nan, JSON does not.
        }
        throw new Unreadable(line, text, "a number of at most " + LONGEST_NUMBER + " digits, as JSON has them");
    }

    void place(int line, @Nullable Object value) throws Unreadable {
        Frame frame = open.peek();
        if (frame == null) {
            if (done) {
                throw new Unreadable(line, "a second document", "one document");
            }
            root = value;
            done = true;
        } else if (frame.fields == null) {
            frame.items.add(value);
        } else if (frame.name != null) {
            frame.fields.put(frame.name, value);
            frame.name = null;
        } else {
            throw new Unreadable(line, "a mapping or list", "a text as the name of a field");
        }
    }

    void start(int line, boolean mapping) throws Unreadable {
        if (open.size() == maximumDepth) {
            throw new Unreadable(line, "nested deeper than " + maximumDepth, "less depth");
        }
        Frame frame = new Frame(mapping);
        place(line, frame.view);
        lines.put(frame.view, line);
        open.push(frame);
    }

    void end() {
        open.pop();
    }

    @SuppressWarnings("unchecked")
    Optional<Map<String, @Nullable Object>> mapping() {
        return root instanceof Map<?, ?> fields
                ? Optional.of((Map<String, @Nullable Object>) fields)
                : Optional.empty();
    }

    private static String checked(int line, String text) throws Unreadable {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new Unreadable(line, "half a character", "whole ones: two surrogates (RFC 8259, 8.2)");
        }
        return text;
    }
}
