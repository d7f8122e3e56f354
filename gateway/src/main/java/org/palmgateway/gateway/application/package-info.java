/**
 * What developers do about their applications: register them, subscribe them to what departments offer, and look at what they called.
 *
 * <p>Runs in the context of the admin plane, behind its authentication; whose application is whose the registry decides. May use {@code
 * admin}, {@code problem}, {@code registry} and {@code settings}. Databases are waited for off the event loops, issuers on none.
 */
@NullMarked
package org.palmgateway.gateway.application;

import org.jspecify.annotations.NullMarked;
