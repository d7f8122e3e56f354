package org.palmgateway.routes.index;

import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.Upstream;

/**
 * A route with the department and upstream it goes to, looked up once.
 *
 * <p>A bundle that did not change keeps its compiled routes from snapshot to snapshot, so their identity may serve as a key.
 *
 * @param owner the owner of the bundle it comes from
 * @param route the route
 * @param department the department that answers it
 * @param upstream the upstream that it goes to
 */
public record CompiledRoute(String owner, Route route, Department department, Upstream upstream) {}
