package org.palmgateway.routes.registry;

import java.time.Instant;

/**
 * How far a node has come.
 *
 * @param node its name
 * @param sequence the last change of the registry that it serves
 * @param revision revision of its snapshot; counted by each node for itself
 * @param seenAt when it said so
 */
public record NodeState(String node, long sequence, long revision, Instant seenAt) {}
