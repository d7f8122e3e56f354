package org.palmgateway.gateway.lane;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.edge.Lanes;
import org.palmgateway.routes.contract.Contract;
import org.palmgateway.routes.contract.Operation;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Answer;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.model.ContractUse;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Department.PassportKind;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.path.PathPattern;

/**
 * A bundle as it is tried: departments and routes under other ids, one upstream for all of them, nothing kept in the cache. A pure function.
 */
final class TriedBundle {

    private static final String UPSTREAM = "main";

    private final Bundle bundle;
    private final URI upstream;

    private TriedBundle(Bundle bundle, URI upstream) {
        this.bundle = bundle;
        this.upstream = upstream;
    }

    /**
     * Returns the bundle.
     *
     * @param bundle as it was written
     * @param upstream what answers in the place of its departments
     */
    static Bundle of(Bundle bundle, URI upstream) {
        TriedBundle tried = new TriedBundle(bundle, upstream);
        return new Bundle(
                bundle.owner(),
                bundle.departments().stream().map(tried::department).toList(),
                bundle.contracts(),
                bundle.routes().stream().map(tried::route).toList(),
                List.of(),
                List.of());
    }

    private Department department(Department department) {
        // No identity provider knows an audience that is only tried.
        PassportKind passport =
                department.passport() == PassportKind.EXCHANGE ? PassportKind.NONE : department.passport();
        return new Department(
                Lanes.PREFIX + department.id(),
                department.name(),
                department.region(),
                passport,
                department.subject(),
                department.claims(),
                List.of(new Upstream(UPSTREAM, upstream, true)),
                department.policy(),
                department.origin());
    }

    private Route route(Route route) {
        Answer answer = route.answer() instanceof Answer.Forwarded forwarded
                ? new Answer.Forwarded(List.of(UPSTREAM), path(route, forwarded.path()), null)
                : route.answer();
        return new Route(
                Lanes.PREFIX + route.id(),
                route.name(),
                Lanes.PREFIX + route.department(),
                route.region(),
                route.methods(),
                route.pattern(),
                access(route.access()),
                route.composedBy(),
                answer,
                route.timeouts(),
                route.whenDown(),
                route.webSocket(),
                null,
                route.policy(),
                route.contract(),
                route.life(),
                route.origin());
    }

    /** Nobody can have subscribed to what is not published. */
    private static Access access(Access access) {
        return new Access(access.audience(), access.scopes(), access.roles(), access.assurance(), access.dpop(), false);
    }

    /** A contract may describe the public path; what is tried is sent to where the contract says it is. */
    private PathPattern path(Route route, PathPattern written) {
        return operation(bundle, route)
                .filter(operation -> !operation.fits(written))
                .map(operation -> route.pattern())
                .orElse(written);
    }

    /** Returns the operation that a route offers; empty when it does not say. */
    static Optional<Operation> operation(Bundle bundle, Route route) {
        @Nullable ContractUse use = route.contract();
        return use == null
                ? Optional.empty()
                : contract(bundle, use).flatMap(contract -> contract.operation(use.operation()));
    }

    static Optional<Contract> contract(Bundle bundle, ContractUse use) {
        return bundle.contracts().stream()
                .filter(contract -> contract.id().equals(use.contract()))
                .findFirst();
    }
}
