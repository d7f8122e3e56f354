package org.palmgateway.gateway.limit.shared;

/**
 * What came of a visit.
 *
 * @param granted permits that the node now has
 * @param level how full the bucket was after it
 */
record Visited(long granted, Level level) {}
