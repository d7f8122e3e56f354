package org.palmgateway.routes.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldReader;

/** Reads the changes to a branch's result. */
final class ShapeReader {

    private static final int MOST = 20;

    private ShapeReader() {}

    /** Returns them in their order, or null after having noted what is wrong. */
    static @Nullable List<Shape> read(FieldReader fields) {
        List<Shape> shapes = new ArrayList<>();
        List<FieldReader> mappings = fields.mappings("shape");
        boolean sound = mappings.size() <= MOST;
        if (!sound) {
            fields.problem("shape", mappings.size() + " changes", "at most " + MOST);
        }
        for (FieldReader mapping : mappings) {
            @Nullable Shape shape = shape(mapping);
            mapping.end();
            if (shape == null) {
                sound = false;
            } else {
                shapes.add(shape);
            }
        }
        Optional<String> collision = Names.collision(shapes);
        if (collision.isPresent()) {
            fields.problem("shape", collision.get(), "names that no two members have");
            return null;
        }
        return sound ? shapes : null;
    }

    private static @Nullable Shape shape(FieldReader fields) {
        if (fields.names().size() != 1) {
            fields.problem("", String.join(", ", fields.names()), "one of pick, drop, rename, group, flatten, take");
            return null;
        }
        return switch (fields.names().get(0)) {
            case "pick" -> names(fields, "pick", Shape.Pick::new);
            case "drop" -> names(fields, "drop", Shape.Drop::new);
            case "rename" -> rename(fields.mapping("rename"));
            case "group" -> map(fields.required("group", text -> text), Shape.Group::new);
            case "flatten" -> map(fields.required("flatten", text -> text), Shape.Flatten::new);
            case "take" -> map(fields.required("take", text -> text), Shape.Take::new);
            default -> {
                fields.problem(
                        "", String.join(", ", fields.names()), "one of pick, drop, rename, group, flatten, take");
                yield null;
            }
        };
    }

    private interface OfName {
        Shape of(String name);
    }

    private static @Nullable Shape map(@Nullable String name, OfName shape) {
        return name == null ? null : shape.of(name);
    }

    private interface OfNames {
        Shape of(Set<String> names);
    }

    private static @Nullable Shape names(FieldReader fields, String name, OfNames shape) {
        Set<String> names = fields.texts(name, text -> text);
        if (names.isEmpty() && fields.isEmpty(name)) {
            fields.problem(name, "", "a list of at least one name");
        }
        return names.isEmpty() ? null : shape.of(names);
    }

    private static @Nullable Shape rename(FieldReader fields) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : fields.names()) {
            @Nullable String now = fields.required(name, text -> text);
            if (now == null) {
                return null;
            }
            names.put(name, now);
        }
        return new Shape.Rename(names);
    }
}
