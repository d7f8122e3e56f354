package org.palmgateway.gateway.cache.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The fields of a header section, in their order. Immutable; takes little more memory than the text itself. */
public final class Fields {

    /** Octets of a string beyond its characters, about: header, array header, reference. */
    private static final int PER_STRING = 56;

    /** Name, value, name, value. */
    private final String[] texts;

    private Fields(List<String> texts) {
        this.texts = texts.toArray(String[]::new);
    }

    /** Copies header fields. */
    public static Fields of(HttpHeaders headers) {
        List<String> texts = new ArrayList<>();
        for (Map.Entry<String, List<String>> field : headers.headerSet()) {
            for (String value : field.getValue()) {
                texts.add(field.getKey());
                texts.add(value);
            }
        }
        return new Fields(texts);
    }

    /** Returns fields given as name, value, name, value. */
    public static Fields of(String... texts) {
        return new Fields(List.of(texts));
    }

    /** Returns the values of all fields of a name, in whatever case. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < texts.length; i += 2) {
            if (texts[i].equalsIgnoreCase(name)) {
                values.add(texts[i + 1]);
            }
        }
        return values;
    }

    /** Returns the value of the first field of a name, or null. */
    public @Nullable String first(String name) {
        for (int i = 0; i < texts.length; i += 2) {
            if (texts[i].equalsIgnoreCase(name)) {
                return texts[i + 1];
            }
        }
        return null;
    }

    /** Tells whether there is a field of a name. */
    public boolean has(String name) {
        return first(name) != null;
    }

    /** Returns these fields but those whose name, in lower case, is to be left out. */
    public Fields without(Predicate<String> leftOut) {
        List<String> kept = new ArrayList<>(texts.length);
        for (int i = 0; i < texts.length; i += 2) {
            if (!leftOut.test(texts[i].toLowerCase(Locale.ROOT))) {
                kept.add(texts[i]);
                kept.add(texts[i + 1]);
            }
        }
        return kept.size() == texts.length ? this : new Fields(kept);
    }

    /** Returns these fields with others in the place of all that have their names. */
    public Fields replacedBy(Fields others) {
        List<String> texts = new ArrayList<>(List.of(without(others::has).texts));
        texts.addAll(List.of(others.texts));
        return new Fields(texts);
    }

    /** Returns these fields with one in the place of all that have its name. */
    public Fields with(String name, String value) {
        return replacedBy(of(name, value));
    }

    /** Adds these fields to a header section. */
    public void addTo(HttpHeaders headers) {
        for (int i = 0; i < texts.length; i += 2) {
            headers.add(texts[i], texts[i + 1]);
        }
    }

    /** Returns about how many octets of memory these fields take. */
    public int octets() {
        int octets = PER_STRING;
        for (String text : texts) {
            octets += PER_STRING + text.length();
        }
        return octets;
    }

    @Override
    public String toString() {
        return String.join(" ", texts);
    }
}
