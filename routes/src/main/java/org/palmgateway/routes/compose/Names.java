package org.palmgateway.routes.compose;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which names the results of branches have in the answer, as far as that is known before they come. Pure functions. */
final class Names {

    private Names() {}

    /** Returns the names that a branch's result takes among the members of the answer. */
    static Set<String> inTheAnswer(Branch branch) {
        if (branch.placement() instanceof Placement.Under under) {
            return Set.of(under.name());
        }
        return branch.placement() instanceof Placement.Spread spread ? spread.names() : Set.of();
    }

    /** Returns the names of a result's members after its shapes; empty when they are not known. */
    static Optional<Set<String>> ofResult(List<Shape> shapes) {
        Optional<Set<String>> names = Optional.empty();
        for (Shape shape : shapes) {
            names = after(shape, names);
        }
        return names;
    }

    private static Optional<Set<String>> after(Shape shape, Optional<Set<String>> names) {
        if (shape instanceof Shape.Pick pick) {
            return Optional.of(pick.names());
        }
        if (shape instanceof Shape.Group group) {
            return Optional.of(Set.of(group.name()));
        }
        if (shape instanceof Shape.Drop drop) {
            return names.map(known -> {
                Set<String> left = new LinkedHashSet<>(known);
                left.removeAll(drop.names());
                return left;
            });
        }
        if (shape instanceof Shape.Rename rename) {
            return names.map(known -> {
                Set<String> renamed = new LinkedHashSet<>();
                known.forEach(name -> renamed.add(rename.names().getOrDefault(name, name)));
                return renamed;
            });
        }
        // What comes out of a member is known to its department only.
        return Optional.empty();
    }

    /** Returns a name that a renaming would give twice; empty when there is none, as far as names are known. */
    static Optional<String> collision(List<Shape> shapes) {
        Optional<Set<String>> names = Optional.empty();
        for (Shape shape : shapes) {
            if (shape instanceof Shape.Rename rename) {
                Set<String> given = new HashSet<>();
                for (String name : names.orElseGet(rename.names()::keySet)) {
                    String now = rename.names().getOrDefault(name, name);
                    if (!given.add(now)) {
                        return Optional.of(now);
                    }
                }
            }
            names = after(shape, names);
        }
        return Optional.empty();
    }
}
