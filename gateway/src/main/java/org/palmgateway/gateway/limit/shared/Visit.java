package org.palmgateway.gateway.limit.shared;

/**
 * What a node does to one bucket in Redis, in one atomic step: it settles, gives back, and takes.
 *
 * @param numbers the limit's, which the bucket is brought to in proportion when it has others
 * @param believed how many permits the node believes to be in it, which holds when the bucket is not there any more
 * @param debt permits that were given out without the bucket's knowledge; it may be left owing
 * @param returned permits that were leased and not used
 * @param least the fewest permits that are of use to those who wait; nothing is taken for them if there are fewer
 * @param demanded permits that are asked for now, at least {@code least}; zero when nobody waits
 * @param ahead permits that will soon be asked for; they are taken only out of plenty
 */
record Visit(Numbers numbers, double believed, long debt, long returned, long least, long demanded, long ahead) {}
