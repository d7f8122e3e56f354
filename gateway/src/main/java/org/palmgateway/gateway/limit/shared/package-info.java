/**
 * Limits that several nodes share through Redis, leased in batches so that few requests wait for it.
 *
 * <p>What a node knows of a bucket is an {@link org.palmgateway.gateway.limit.shared.Account}: permits that it has leased, what was
 * left when it last looked, and, while Redis cannot be reached, its share. Every decision is a function of the account, the
 * footing and the time. What is done to a bucket in Redis is one atomic {@link
 * org.palmgateway.gateway.limit.shared.Visit}. May use {@code limit} and the policies of {@code routes}, Bucket4j, Lettuce, Caffeine and Reactor.
 * Nothing here blocks or locks; any thread may call it.
 */
@NullMarked
package org.palmgateway.gateway.limit.shared;

import org.jspecify.annotations.NullMarked;
