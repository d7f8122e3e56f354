package org.palmgateway.routes.policy;

import org.jspecify.annotations.Nullable;

/**
 * Where a route stands among the places that it inherits from.
 *
 * @param departmentRegion code of the region that its department sits in
 * @param department its department, with what the bundle says there
 * @param region code of the region that it is offered in
 * @param route the route, with what the bundle says there; null for a route that neither bundle nor operators say anything of
 */
public record Place(
        String departmentRegion,
        Layer department,
        String region,
        @Nullable Layer route) {}
