package org.palmgateway.routes.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path with variables, such as {@code /housing-fund/accounts/{account}} or {@code /files/{*rest}}.
 *
 * <p>A segment is a literal, a {@code {variable}} that takes exactly one segment, or, in the last place, a
 * {@code {*rest}} that takes one or more. The same form serves to match request paths and to build upstream paths.
 *
 * <p>Immutable; safe for any number of threads.
 */
public final class PathPattern {

    /** The most segments a pattern may have. */
    public static final int MAXIMUM_SEGMENTS = 32;

    /** One part of a pattern. */
    public sealed interface Segment {}

    /** Matches itself, octet by octet. */
    public record Literal(String text) implements Segment {}

    /** Matches any one segment. */
    public record Variable(String name) implements Segment {}

    /** Matches one or more segments up to the end. */
    public record Rest(String name) implements Segment {}

    private final String text;
    private final List<Segment> segments;

    private PathPattern(String text, List<Segment> segments) {
        this.text = text;
        this.segments = segments;
    }

    /**
     * Reads a pattern.
     *
     * @param text the pattern; literals may be written percent-encoded or, outside ASCII, as they are read
     * @return the pattern
     * @throws IllegalArgumentException whose message says what is allowed instead
     */
    public static PathPattern of(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path that starts with '/'");
        }
        List<Segment> segments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (text.length() > 1) {
            for (String part : text.substring(1).split("/", -1)) {
                if (!segments.isEmpty() && segments.get(segments.size() - 1) instanceof Rest) {
                    throw new IllegalArgumentException("{*" + "…} in the last place only");
                }
                Segment segment = segment(part);
                if (!(segment instanceof Literal) && !names.add(name(segment))) {
                    throw new IllegalArgumentException("each variable once, but {" + name(segment) + "} is repeated");
                }
                segments.add(segment);
            }
        }
        if (segments.size() > MAXIMUM_SEGMENTS) {
            throw new IllegalArgumentException("at most " + MAXIMUM_SEGMENTS + " segments");
        }
        return new PathPattern(text, List.copyOf(segments));
    }

    private static Segment segment(String part) {
        if (part.isEmpty()) {
            throw new IllegalArgumentException("segments that are not empty: no '//' and no '/' at the end");
        }
        if (part.startsWith("{*") && part.endsWith("}")) {
            return new Rest(checkedName(part.substring(2, part.length() - 1)));
        }
        if (part.startsWith("{") && part.endsWith("}")) {
            return new Variable(checkedName(part.substring(1, part.length() - 1)));
        }
        if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0 || part.indexOf('*') >= 0) {
            throw new IllegalArgumentException("a variable as a whole segment: {name} or, in the last place, {*name}");
        }
        return new Literal(literal(part));
    }

    private static String literal(String part) {
        try {
            StringBuilder ascii = new StringBuilder();
            for (int i = 0; i < part.length(); i += Character.charCount(part.codePointAt(i))) {
                int c = part.codePointAt(i);
                if (c < 0x80) {
                    ascii.append((char) c);
                } else {
                    Segments.encode(Character.toString(c), ascii);
                }
            }
            String segment = Segments.decode(ascii.toString(), 0, ascii.length());
            if (segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("a path without dot segments");
            }
            return segment;
        } catch (MalformedPath e) {
            throw new IllegalArgumentException(
                    "segments of letters, digits and -._~!$&'()+,=:@ or their UTF-8 percent-encoding, but '" + part
                            + "' has " + e.reason(),
                    e);
        }
    }

    private static String checkedName(String name) {
        boolean good = !name.isEmpty() && name.chars().allMatch(c -> isNamePart((char) c)) && isLetter(name.charAt(0));
        if (!good) {
            throw new IllegalArgumentException(
                    "variable names of letters, digits, '-' and '_' that start with a letter");
        }
        return name;
    }

    private static boolean isNamePart(char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String name(Segment segment) {
        if (segment instanceof Rest rest) {
            return rest.name();
        }
        return segment instanceof Variable variable ? variable.name() : "";
    }

    /** Returns the parts in order; empty for the root. */
    public List<Segment> segments() {
        return segments;
    }

    /** Returns the names of its variables. */
    public Set<String> variableNames() {
        Set<String> names = new HashSet<>();
        for (Segment segment : segments) {
            if (segment instanceof Variable variable) {
                names.add(variable.name());
            } else if (segment instanceof Rest rest) {
                names.add(rest.name());
            }
        }
        return names;
    }

    /** Returns the pattern without the names of its variables: patterns of one shape match the same paths. */
    public String shape() {
        StringBuilder shape = new StringBuilder();
        for (Segment segment : segments) {
            shape.append('/');
            if (segment instanceof Literal literal) {
                shape.append(literal.text());
            } else {
                shape.append(segment instanceof Rest ? "{*}" : "{}");
            }
        }
        return shape.toString();
    }

    /** Tells whether every variable of a template is one of this pattern's, and of the same kind. */
    public boolean binds(PathPattern template) {
        return template.segments.stream().allMatch(s -> s instanceof Literal || segments.contains(s));
    }

    /**
     * Returns what the variables of this pattern stand for in a path that it matches.
     *
     * @param path a path that this pattern matches
     * @return decoded values by name, in the order of the pattern; the rest keeps its slashes
     */
    public Map<String, String> variables(NormalPath path) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i) instanceof Variable variable) {
                values.put(variable.name(), path.segment(i));
            } else if (segments.get(i) instanceof Rest rest) {
                StringBuilder value = new StringBuilder(path.segment(i));
                for (int j = i + 1; j < path.size(); j++) {
                    value.append('/').append(path.segment(j));
                }
                values.put(rest.name(), value.toString());
            }
        }
        return values;
    }

    /**
     * Builds a path from this pattern with what another pattern's variables stand for, in the normal spelling.
     *
     * @param pattern the pattern that matched; it {@linkplain #binds binds} this one
     * @param path the path that it matched
     * @return the encoded path, with the trailing slash of {@code path} if it had one
     */
    public String expand(PathPattern pattern, NormalPath path) {
        StringBuilder target = new StringBuilder(64);
        for (Segment segment : segments) {
            if (segment instanceof Literal literal) {
                target.append('/');
                Segments.encode(literal.text(), target);
            } else if (segment instanceof Variable) {
                target.append('/');
                Segments.encode(path.segment(pattern.segments.indexOf(segment)), target);
            } else {
                path.appendFrom(pattern.segments.indexOf(segment), target);
            }
        }
        if (target.length() == 0 || path.trailingSlash()) {
            target.append('/');
        }
        return target.toString();
    }

    /**
     * Builds a path from this pattern with values for its variables, in the normal spelling.
     *
     * @param values a value for each variable; that of the rest may have slashes
     * @return the encoded path; null when a value cannot stand in its place: it is empty, a dot segment, or has a slash or backslash that
     *     would make other segments of it
     */
    public @Nullable String expand(Map<String, String> values) {
        StringBuilder target = new StringBuilder(64);
        for (Segment segment : segments) {
            List<String> texts = segment instanceof Literal literal
                    ? List.of(literal.text())
                    : segment instanceof Variable variable
                            ? List.of(values.getOrDefault(variable.name(), ""))
                            : List.of(values.getOrDefault(((Rest) segment).name(), "")
                                    .split("/", -1));
            for (String text : texts) {
                if (!isOneSegment(text)) {
                    return null;
                }
                target.append('/');
                Segments.encode(text, target);
            }
        }
        return target.length() == 0 ? "/" : target.toString();
    }

    private static boolean isOneSegment(String text) {
        return !text.isEmpty()
                && !text.equals(".")
                && !text.equals("..")
                && text.indexOf('/') < 0
                && text.indexOf('\\') < 0
                && text.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern pattern && pattern.segments.equals(segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }

    /** Returns the pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
