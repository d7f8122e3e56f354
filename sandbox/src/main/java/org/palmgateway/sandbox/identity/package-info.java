/**
 * The identity provider of the province in a box: Spring Authorization Server in an application context of its own.
 *
 * <p>Its people and clients are data under {@code identity/} on the class path. It imports exactly the
 * auto-configurations that it needs, so neither a reactive gateway nor an actuator starts in it although both are on
 * the class path. May use Spring Boot, Spring Security and Nimbus JOSE; nothing of the gateway or the departments.
 *
 * <p>Threads: Tomcat's worker threads, which may block; all own state is immutable.
 */
@NullMarked
package org.palmgateway.sandbox.identity;

import org.jspecify.annotations.NullMarked;
