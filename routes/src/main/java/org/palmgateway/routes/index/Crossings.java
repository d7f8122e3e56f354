package org.palmgateway.routes.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.path.PathPattern;

/**
 * Finds the patterns in an index that share paths with a given one.
 *
 * <p>Walks down the trie along the pattern: at a literal to the same literal, the variable and the rest, at a variable to all children, below
 * a rest to everything. So it visits what the pattern has paths in common with, each place at most once, and nothing else. Immutable; safe for
 * any number of threads.
 */
public final class Crossings {

    private static final String ANY = "any";

    private final List<PathPattern.Segment> pattern;
    private final String any;

    /**
     * Prepares a search.
     *
     * @param pattern the pattern
     * @param indexes the indexes that examples are going to be looked up in
     */
    public Crossings(PathPattern pattern, List<RouteIndex> indexes) {
        this.pattern = pattern.segments();
        Set<String> taken = new HashSet<>();
        @Nullable TrieNode first = null;
        for (RouteIndex index : indexes) {
            collect(index.root(), first, 0, taken);
            first = first == null ? index.root() : first;
        }
        String free = ANY;
        for (int i = 1; taken.contains(free); i++) {
            free = ANY + i;
        }
        this.any = free;
    }

    /**
     * Collects the literals, of those that an example could be mistaken for, where the pattern takes any segment.
     *
     * @param seen the place in another index where that was done before; most of what two snapshots have is the same
     */
    private void collect(TrieNode node, @Nullable TrieNode seen, int depth, Set<String> taken) {
        if (node == seen || (depth == pattern.size() && !isRest(depth))) {
            return;
        }
        @Nullable TrieNode variable = node.variable();
        if (variable != null) {
            collect(variable, seen == null ? null : seen.variable(), depth + 1, taken);
        }
        if (!isRest(depth) && pattern.get(depth) instanceof PathPattern.Literal literal) {
            @Nullable TrieNode child = node.literal(literal.text());
            if (child != null) {
                collect(child, seen == null ? null : seen.literal(literal.text()), depth + 1, taken);
            }
            return;
        }
        for (Map.Entry<String, TrieNode> child : node.literals().entrySet()) {
            if (child.getKey().startsWith(ANY)) {
                taken.add(child.getKey());
            }
            collect(child.getValue(), seen == null ? null : seen.literal(child.getKey()), depth + 1, taken);
        }
    }

    private boolean isRest(int depth) {
        return !pattern.isEmpty()
                && depth >= pattern.size() - 1
                && pattern.get(pattern.size() - 1) instanceof PathPattern.Rest;
    }

    /** Returns the paths of the pattern itself, without routes. */
    public Crossing own() {
        List<String> path = new ArrayList<>();
        complete(path);
        return new Crossing(Leaf.EMPTY, path, isRest(pattern.size()), any);
    }

    /**
     * Finds the patterns.
     *
     * @param index where to look, one of those that this was prepared for
     * @param wanted when a lookup tries them, beside the given pattern
     * @param found told of each, in no particular order
     */
    public void in(RouteIndex index, Set<Turn> wanted, Consumer<Crossing> found) {
        new Walk(wanted, found).visit(index.root(), Turn.TOGETHER);
    }

    /** Continues a path by what the pattern says from there on; a rest takes one segment. */
    private void complete(List<String> path) {
        for (int i = path.size(); i < pattern.size(); i++) {
            path.add(pattern.get(i) instanceof PathPattern.Literal literal ? literal.text() : any);
        }
    }

    /** One walk, on one thread. */
    private final class Walk {

        private final Set<Turn> wanted;
        private final Consumer<Crossing> found;
        private final Deque<String> path = new ArrayDeque<>();

        Walk(Set<Turn> wanted, Consumer<Crossing> found) {
            this.wanted = wanted;
            this.found = found;
        }

        void visit(TrieNode node, Turn turn) {
            // Once it is decided which of two is tried first, nothing below changes that.
            if (turn != Turn.TOGETHER && !wanted.contains(turn)) {
                return;
            }
            int depth = path.size();
            if (depth >= pattern.size()) {
                tell(node.here(), turn, false);
            }
            if (isRest(depth)) {
                children(node, decided(turn, Turn.SOONER));
                below(node.variable(), any, decided(turn, Turn.SOONER));
                rest(node, turn);
            } else if (depth < pattern.size()) {
                if (pattern.get(depth) instanceof PathPattern.Literal literal) {
                    below(node.literal(literal.text()), literal.text(), turn);
                    below(node.variable(), literal.text(), decided(turn, Turn.LATER));
                } else {
                    children(node, decided(turn, Turn.SOONER));
                    below(node.variable(), any, turn);
                }
                rest(node, decided(turn, Turn.LATER));
            }
        }

        private Turn decided(Turn turn, Turn here) {
            return turn == Turn.TOGETHER ? here : turn;
        }

        private void children(TrieNode node, Turn turn) {
            if (wanted.contains(turn)) {
                for (Map.Entry<String, TrieNode> child : node.literals().entrySet()) {
                    below(child.getValue(), child.getKey(), turn);
                }
            }
        }

        private void below(@Nullable TrieNode child, String segment, Turn turn) {
            if (child != null) {
                path.addLast(segment);
                visit(child, turn);
                path.removeLast();
            }
        }

        private void rest(TrieNode node, Turn turn) {
            tell(node.rest(), turn, true);
        }

        private void tell(Leaf leaf, Turn turn, boolean endsInRest) {
            if (leaf.isEmpty() || !wanted.contains(turn)) {
                return;
            }
            List<String> example = new ArrayList<>(path);
            if (endsInRest) {
                complete(example);
                if (example.size() == path.size()) {
                    example.add(any);
                }
            }
            found.accept(new Crossing(leaf, example, endsInRest && isRest(pattern.size()), any));
        }
    }
}
