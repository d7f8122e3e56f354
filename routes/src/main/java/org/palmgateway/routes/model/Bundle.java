package org.palmgateway.routes.model;

import java.util.List;
import org.palmgateway.routes.contract.Contract;

/**
 * All resources of one owner: the unit of validation, activation, quarantine and rollback.
 *
 * @param owner the name under which the bundle is known
 * @param departments the owner's departments
 * @param contracts what the departments say about their interfaces
 * @param routes the owner's routes, all of its own departments
 * @param plans what the owner offers to applications
 * @param examples requests of which the owner says what has to become of them
 */
public record Bundle(
        String owner,
        List<Department> departments,
        List<Contract> contracts,
        List<Route> routes,
        List<SubscriptionPlan> plans,
        List<Example> examples) {

    /** Copies the lists. */
    public Bundle {
        departments = List.copyOf(departments);
        contracts = List.copyOf(contracts);
        routes = List.copyOf(routes);
        plans = List.copyOf(plans);
        examples = List.copyOf(examples);
    }
}
