package org.palmgateway.gateway.compose;

import java.util.List;

/**
 * Where the request of a branch goes.
 *
 * @param path its path, encoded
 * @param regions the region that it is for; none when nobody named one
 */
record BranchTarget(String path, List<String> regions) {}
