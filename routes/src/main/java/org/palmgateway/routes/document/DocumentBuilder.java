package org.palmgateway.routes.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Value} from the events of a YAML or JSON parser, without recursion and to a bounded depth. */
final class DocumentBuilder {

    static final int MAXIMUM_DEPTH = 16;

    private final Problems problems;
    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable Value root;

    DocumentBuilder(Problems problems) {
        this.problems = problems;
    }

    /** A list or mapping that has not ended yet. */
    private static final class Frame {
        final Value value;
        final @Nullable Map<String, Value> fields;
        final @Nullable List<Value> items;

        @Nullable
        String name;

        Frame(int line, boolean mapping) {
            this.fields = mapping ? new LinkedHashMap<>() : null;
            this.items = mapping ? null : new ArrayList<>();
            this.value = fields == null
                    ? new Value.Items(line, items == null ? List.of() : items)
                    : new Value.Fields(line, fields);
        }
    }

    /** Takes a scalar; in a mapping every other one is a name. */
    void scalar(int line, String text) throws Unreadable {
        Frame frame = open.peek();
        if (frame != null && frame.fields != null && frame.name == null) {
            if (frame.fields.containsKey(text)) {
                problems.add(line, text, text, "each name once in a mapping");
            }
            frame.name = text;
        } else {
            place(line, new Value.Text(line, text));
        }
    }

    void start(int line, boolean mapping) throws Unreadable {
        if (open.size() == MAXIMUM_DEPTH) {
            throw new Unreadable(line, "nested deeper than " + MAXIMUM_DEPTH, "less depth");
        }
        Frame frame = new Frame(line, mapping);
        place(line, frame.value);
        open.push(frame);
    }

    void end() {
        open.pop();
    }

    private void place(int line, Value value) throws Unreadable {
        Frame frame = open.peek();
        if (frame == null) {
            if (root != null) {
                throw new Unreadable(line, "a second document", "one document in a file");
            }
            root = value;
        } else if (frame.items != null) {
            frame.items.add(value);
        } else if (frame.fields != null && frame.name != null) {
            frame.fields.put(frame.name, value);
            frame.name = null;
        } else {
            throw new Unreadable(line, value.kind(), "a text as the name of a field");
        }
    }

    /** Returns what was built; null when there was nothing. */
    @Nullable
    Value finish() {
        return root;
    }

    /** Tells that a document cannot be read further. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final String value;
        private final String expected;

        Unreadable(int line, String value, String expected) {
            super(value, null, false, false);
            this.line = line;
            this.value = value;
            this.expected = expected;
        }

        void addTo(Problems problems) {
            problems.add(line, "", value, expected);
        }
    }
}
