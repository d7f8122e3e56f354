package org.palmgateway.bench.compare;

import java.time.Duration;

/**
 * How much load there is at a time: the tools that make it are told one or the other.
 *
 * @param requests how many requests
 * @param time for how long, in whole seconds
 */
record Phase(int requests, Duration time) {}
