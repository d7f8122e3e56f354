package org.palmgateway.routes.compose;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What has to be known before a branch can be called.
 *
 * @param ended ids of the branches that have to have ended
 * @param results ids of those of them whose results it cannot do without, since its request is made of them
 * @param foreseen whether its path and region are known before the first branch is called and its department found; which is not so
 *     where they tell something of the caller, since that depends on the department
 */
public record Needs(Set<String> ended, Set<String> results, boolean foreseen) {

    /** Copies the sets. */
    public Needs {
        ended = Set.copyOf(ended);
        results = Set.copyOf(results);
    }

    static Needs of(Branch branch) {
        Stream<Template> where = branch.region() == null
                ? branch.with().values().stream()
                : Stream.concat(branch.with().values().stream(), Stream.of(branch.region()));
        boolean foreseen = where.map(Template::pointers)
                .flatMap(List::stream)
                .noneMatch(pointer -> pointer.comesLater() || pointer.root() == Pointer.Root.PRINCIPAL);
        return new Needs(branch.needs(), ofBranches(branch.inputs()), foreseen);
    }

    static Set<String> ofBranches(Set<Pointer> pointers) {
        Set<String> ids = new LinkedHashSet<>();
        for (Pointer pointer : pointers) {
            if (pointer.root() == Pointer.Root.BRANCH) {
                ids.add(pointer.name());
            }
        }
        return ids;
    }
}
