/**
 * The departments of the province in a box: one WireMock server in which each department lives under a path of its own.
 *
 * <p>What a department offers and answers is data under {@code departments/<department-id>/} on the class path; the
 * classes here load it, check passports as a real department has to, and apply the latency and faults asked for at run
 * time. May use WireMock, Nimbus JOSE, Jackson and Spring's core; nothing of the gateway.
 *
 * <p>Threads: everything is called by WireMock's own worker threads, which may block; state is concurrent.
 */
@NullMarked
package org.palmgateway.sandbox.department;

import org.jspecify.annotations.NullMarked;
