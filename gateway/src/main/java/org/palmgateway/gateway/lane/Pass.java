package org.palmgateway.gateway.lane;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets whoever carries it try an owner's draft.
 *
 * @param owner whose draft
 * @param upstream address that answers in the place of the owner's departments; null for a mock
 * @param issuedTo who asked for it
 * @param expires until when it holds, in whole seconds
 */
public record Pass(String owner, @Nullable URI upstream, String issuedTo, Instant expires) {}
