package org.palmgateway.routes.model;

import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.contract.RequestContract;

/**
 * Which operation of a contract a route offers.
 *
 * @param contract id of the contract in the route's bundle
 * @param operation name of the operation: its operationId or, without one, {@code METHOD path}
 * @param requests checks the requests of the route; null when they are passed on as they are
 */
public record ContractUse(
        String contract, String operation, @Nullable RequestContract requests) {}
