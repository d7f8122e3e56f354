/**
 * The gateway beside other proxies, each in a process of its own on this machine: how much processor time a request takes, how long it takes,
 * how much memory there is. Load comes from {@code h2load} and {@code wrk}; departments are acted by nginx.
 */
@NullMarked
package org.palmgateway.bench.compare;

import org.jspecify.annotations.NullMarked;
