package org.palmgateway.routes.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.compose.Composition;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.snapshot.CompiledBundle;
import org.palmgateway.routes.snapshot.Snapshot;

/**
 * No composition calls another one, so none can come back to itself. A caller would only learn that a part is missing; whoever writes it is told
 * before it is live. A pure function.
 */
final class Nesting {

    private Nesting() {}

    /**
     * Returns the branches of an owner that lead to a composed route, as far as their paths are known without a request.
     *
     * @param candidate the snapshot with the owner's changed bundle
     * @param owner the owner
     * @param file name of the bundle's file, for the problems
     */
    static List<DocumentProblem> problems(Snapshot candidate, String owner, String file) {
        List<DocumentProblem> problems = new ArrayList<>();
        @Nullable CompiledBundle bundle = candidate.bundles().get(owner);
        if (bundle == null) {
            return problems;
        }
        for (CompiledRoute route : bundle.routes().values()) {
            @Nullable Composition composition = route.route().composition();
            if (composition != null) {
                for (Branch branch : composition.branches()) {
                    composed(candidate, route, branch)
                            .ifPresent(hit -> problems.add(problem(route, branch, hit, file)));
                }
            }
        }
        return problems;
    }

    private static DocumentProblem problem(CompiledRoute route, Branch branch, CompiledRoute hit, String file) {
        return new DocumentProblem(
                file,
                route.route().origin().line(),
                "routes." + route.route().id() + ".compose.branches." + branch.id(),
                branch.method() + " " + branch.path() + ", which " + hit.route().id() + " answers",
                "a route that is not composed itself");
    }

    private static Optional<CompiledRoute> composed(Snapshot candidate, CompiledRoute route, Branch branch) {
        Map<String, String> unknown = new HashMap<>();
        branch.path().variableNames().forEach(name -> unknown.put(name, Branch.NOT_KNOWN));
        @Nullable String path = branch.path().expand(unknown);
        RegionChain chain = candidate
                .regions()
                .chain(route.route().region())
                .orElseGet(() -> candidate.regions().unnamed());
        try {
            return path != null
                            && candidate.index().find(branch.method(), NormalPath.of(path), chain)
                                    instanceof Match.Hit hit
                            && hit.route().route().composition() != null
                    ? Optional.of(hit.route())
                    : Optional.empty();
        } catch (MalformedPath e) {
            // Only a request can tell what its path is then.
            return Optional.empty();
        }
    }
}
