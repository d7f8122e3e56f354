package org.palmgateway.gateway.registry;

import java.util.List;
import java.util.Optional;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.bundle.BundleEdit;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.registry.Actor;
import org.palmgateway.routes.registry.BundleRevision;
import org.palmgateway.routes.registry.BundleRevision.Format;
import org.palmgateway.routes.registry.Expected;
import org.palmgateway.routes.registry.Registry;

/**
 * The text that a change of an owner's bundle starts from: what is being written, else what is live, else nothing.
 *
 * @param format how it is written
 * @param edit the bundle
 */
record LatestText(Format format, BundleEdit edit) {

    /** Longer lines are no YAML that is read again. */
    private static final int LONGEST_LINE = 128 * 1024;

    static LatestText of(Registry registry, String owner, Actor actor) {
        Optional<BundleRevision> latest = registry.drafts().latest(owner, actor);
        if (latest.isEmpty()) {
            return new LatestText(Format.YAML, BundleEdit.empty());
        }
        Format format = latest.get().format();
        Problems problems = new Problems(format.file(owner));
        return BundleEdit.of(latest.get().text(), problems)
                .map(edit -> new LatestText(format, edit))
                .orElseThrow(() -> new ProblemException(new AdminProblem.DocumentRefused(
                        problems.found().stream().map(RegistryCalls::field).toList())));
    }

    /** Puts a changed bundle as the owner's draft, in the same form if that can be. */
    BundleRevision put(
            Registry registry, String owner, BundleEdit changed, Expected expected, Actor actor, String reason) {
        if (format == Format.YAML) {
            String yaml = changed.yaml();
            if (yaml.lines().allMatch(line -> line.length() <= LONGEST_LINE)) {
                return registry.drafts().put(owner, Format.YAML, yaml, expected, actor, reason);
            }
        }
        return registry.drafts().put(owner, Format.JSON, changed.json(), expected, actor, reason);
    }

    static ProblemException unknownRoute(String route) {
        return new ProblemException(new AdminProblem.UnknownItem("route " + route));
    }

    static ProblemException refused(String field, String value, String expected) {
        return new ProblemException(
                new AdminProblem.DocumentRefused(List.of(new Problem.Field(field, value, expected))));
    }
}
