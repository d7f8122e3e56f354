package org.palmgateway.routes.document;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads documents: YAML 1.2 or, when the file's name ends in {@code .json}, JSON. */
public final class Document {

    private Document() {}

    /**
     * Reads a document that is a mapping.
     *
     * @param text its text
     * @param maximumLength the longest text that is read, in characters
     * @param problems knows the file's name, and is told what is wrong
     * @param expected what the mapping should hold, for a message
     * @return its fields; empty when it is no mapping, which has been noted then
     */
    public static Optional<FieldReader> read(String text, int maximumLength, Problems problems, String expected) {
        try {
            if (text.length() > maximumLength) {
                throw new DocumentBuilder.Unreadable(
                        0, text.length() + " characters", "at most " + maximumLength + " characters");
            }
            @Nullable
            Value document = problems.file().endsWith(".json")
                    ? JsonDocument.read(text, problems)
                    : YamlDocument.read(text, maximumLength, problems);
            if (document instanceof Value.Fields mapping) {
                return Optional.of(new FieldReader(mapping, "", problems));
            }
            problems.add(1, "", document == null ? "nothing" : document.kind(), expected);
        } catch (DocumentBuilder.Unreadable e) {
            e.addTo(problems);
        }
        return Optional.empty();
    }
}
