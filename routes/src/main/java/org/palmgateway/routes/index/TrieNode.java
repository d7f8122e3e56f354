package org.palmgateway.routes.index;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.path.PathPattern;

/**
 * One place in the trie. Belongs to the edit that made it, which alone may change it; once that edit is finished nobody can.
 */
final class TrieNode {

    static final TrieNode EMPTY = new TrieNode(new Object());

    private final Object edit;
    private Map<String, TrieNode> literals = Map.of();
    private @Nullable TrieNode variable;
    private Leaf here = Leaf.EMPTY;
    private Leaf rest = Leaf.EMPTY;

    private TrieNode(Object edit) {
        this.edit = edit;
    }

    @Nullable
    TrieNode literal(String segment) {
        return literals.get(segment);
    }

    /** Returns the children that literals lead to; not to be changed. */
    Map<String, TrieNode> literals() {
        return literals;
    }

    @Nullable
    TrieNode variable() {
        return variable;
    }

    /** Returns the routes that end here. */
    Leaf here() {
        return here;
    }

    /** Returns the routes whose rest begins below. */
    Leaf rest() {
        return rest;
    }

    boolean isEmpty() {
        return literals.isEmpty() && variable == null && here.isEmpty() && rest.isEmpty();
    }

    /** Returns this node if the edit made it, else a copy that it may change. */
    TrieNode editable(Object by) {
        if (edit == by) {
            return this;
        }
        TrieNode copy = new TrieNode(by);
        copy.literals = new HashMap<>(literals);
        copy.variable = variable;
        copy.here = here;
        copy.rest = rest;
        return copy;
    }

    /** Returns the child that a pattern's segment leads to, made editable, and made if it was missing. */
    TrieNode child(PathPattern.Segment segment, Object by) {
        if (segment instanceof PathPattern.Literal literal) {
            TrieNode child = literals.getOrDefault(literal.text(), EMPTY).editable(by);
            literals.put(literal.text(), child);
            return child;
        }
        TrieNode child = (variable == null ? EMPTY : variable).editable(by);
        variable = child;
        return child;
    }

    /** Drops the child that a pattern's segment leads to. */
    void drop(PathPattern.Segment segment) {
        if (segment instanceof PathPattern.Literal literal) {
            literals.remove(literal.text());
        } else {
            variable = null;
        }
    }

    void here(Leaf leaf) {
        here = leaf;
    }

    void rest(Leaf leaf) {
        rest = leaf;
    }

    /** Makes the maps of everything that the edit touched compact and unchangeable. */
    void freeze(Object by) {
        if (edit != by) {
            return;
        }
        literals.values().forEach(child -> child.freeze(by));
        literals = Map.copyOf(literals);
        if (variable != null) {
            variable.freeze(by);
        }
    }
}
