package org.palmgateway.routes.compose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldName;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.path.PathPattern;

/** Reads a composition, noting everything that is wrong with it. */
public final class CompositionReader {

    private static final Set<Pointer.Root> OF_THE_REQUEST =
            Set.of(Pointer.Root.BODY, Pointer.Root.QUERY, Pointer.Root.HEADER);

    private static final Set<String> OF_THE_CALLER =
            Set.of("subject", "application", "audience", "roles", "scopes", "claims");

    private final PathPattern pattern;
    private final boolean open;

    private record Read(FieldReader fields, Branch branch) {}

    /**
     * Makes a reader.
     *
     * @param pattern the path of the route
     * @param open whether nobody says who is calling
     */
    public CompositionReader(PathPattern pattern, boolean open) {
        this.pattern = pattern;
        this.open = open;
    }

    /** Returns the composition, or null after having noted what is wrong. */
    public @Nullable Composition read(FieldReader compose) {
        List<Read> all = new ArrayList<>();
        List<FieldReader> mappings = compose.mappings("branches");
        boolean sound = true;
        for (FieldReader mapping : mappings) {
            @Nullable Branch branch = BranchReader.read(mapping);
            if (branch == null) {
                sound = false;
            } else {
                all.add(new Read(mapping, branch));
            }
        }
        List<Pointer> needs = needs(compose);
        compose.end();
        if (mappings.isEmpty() || mappings.size() > Composition.MOST_BRANCHES) {
            compose.problem("branches", mappings.size() + " branches", "a list of 1 to " + Composition.MOST_BRANCHES);
            return null;
        }
        if (!sound) {
            return null;
        }
        sound &= checkIds(all);
        sound &= checkPointers(all);
        sound &= checkNames(all);
        List<Branch> branches = all.stream().map(Read::branch).toList();
        Plan plan = Plan.of(branches).with(needs);
        if (!plan.waiting().isEmpty()) {
            compose.problem(
                    "branches",
                    String.join(", ", new TreeSet<>(plan.waiting())),
                    "branches of which none waits for itself, directly or by way of others");
            return null;
        }
        return sound ? new Composition(needs, branches, plan) : null;
    }

    private static List<Pointer> needs(FieldReader compose) {
        Set<String> texts = compose.texts("needs", text -> {
            if (!OF_THE_REQUEST.contains(Pointer.of(text).root())) {
                throw new IllegalArgumentException(
                        "a JSON pointer into /request/body, /request/query/… or /request/headers/…");
            }
            return text;
        });
        return texts.stream().map(Pointer::of).toList();
    }

    private static boolean checkIds(List<Read> all) {
        Set<String> ids = new HashSet<>();
        boolean sound = true;
        for (Read read : all) {
            if (!ids.add(read.branch().id())) {
                read.fields().problem("id", read.branch().id(), "an id that no other branch has");
                sound = false;
            }
        }
        return sound;
    }

    private static boolean checkNames(List<Read> all) {
        Set<String> taken = new HashSet<>(Set.of(Composition.BRANCHES));
        boolean sound = true;
        for (Read read : all) {
            for (String name : Names.inTheAnswer(read.branch())) {
                if (!taken.add(name)) {
                    read.fields().problem("as", name, "a name that nothing else of the answer has");
                    sound = false;
                }
            }
        }
        return sound;
    }

    private boolean checkPointers(List<Read> all) {
        Set<String> ids = new HashSet<>();
        all.forEach(read -> ids.add(read.branch().id()));
        boolean sound = true;
        for (Read read : all) {
            for (Pointer pointer : read.branch().pointers()) {
                @Nullable String expected = expected(pointer, read.branch(), ids);
                if (expected != null) {
                    read.fields().problem("id", pointer + " in " + read.branch().id(), expected);
                    sound = false;
                }
            }
        }
        return sound;
    }

    /** Returns what a pointer should be instead; null when it leads somewhere. */
    private @Nullable String expected(Pointer pointer, Branch branch, Set<String> ids) {
        return switch (pointer.root()) {
            case PATH -> pattern.variableNames().contains(pointer.name()) ? null : "a variable of " + pattern;
            case BRANCH -> ids.contains(pointer.name()) ? null : "a branch of this composition";
            case ITEM -> branch.each() != null ? null : "this in a branch that has each";
            case ANSWER -> "this under failed-when only";
            case PRINCIPAL -> ofTheCaller(pointer);
            case HEADER -> shown(pointer.name());
            case QUERY, BODY, REGION -> null;
        };
    }

    /** A caller's credentials, and what proxies say of it, are not for a department to see. */
    private static @Nullable String shown(String name) {
        try {
            FieldName.of(name);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private @Nullable String ofTheCaller(Pointer pointer) {
        if (open) {
            return "nothing of the caller: the route's access is public, so nobody says who is calling";
        }
        return OF_THE_CALLER.contains(pointer.name())
                ? null
                : "one of " + String.join(", ", new TreeSet<>(OF_THE_CALLER));
    }
}
