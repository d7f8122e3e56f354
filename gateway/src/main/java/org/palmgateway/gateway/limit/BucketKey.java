package org.palmgateway.gateway.limit;

/**
 * Names one bucket: that of one subject under one limit.
 *
 * @param limit name of the limit, such as {@code region/330000/per-citizen}; it stays when the limit's numbers change
 * @param subject what the limit counts separately, such as {@code citizen=4711}
 */
public record BucketKey(String limit, String subject) {}
