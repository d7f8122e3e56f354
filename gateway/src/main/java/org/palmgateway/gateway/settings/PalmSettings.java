package org.palmgateway.gateway.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All settings of a node, under {@code palm}.
 *
 * @param bundles where routes come from
 * @param dataPlane how traffic is served
 * @param admin how operators reach the node
 * @param identity whose tokens are trusted and how departments are told
 * @param registry where bundles are kept that developers register through the admin API
 * @param usage how it is counted what applications call
 * @param policies where operators' policies are kept
 * @param limits how limits are counted
 * @param cache how much is kept of departments' answers
 * @param compose how much of composed calls is read, and where they are tried
 * @param contracts how requests are checked against contracts
 * @param accessLog the record of requests
 */
@ConfigurationProperties("palm")
public record PalmSettings(
        @DefaultValue BundleSettings bundles,
        @DefaultValue DataPlaneSettings dataPlane,
        @DefaultValue AdminSettings admin,
        @DefaultValue IdentitySettings identity,
        @DefaultValue RegistrySettings registry,
        @DefaultValue UsageSettings usage,
        @DefaultValue PolicySettings policies,
        @DefaultValue LimitSettings limits,
        @DefaultValue CacheSettings cache,
        @DefaultValue ComposeSettings compose,
        @DefaultValue ContractSettings contracts,
        @DefaultValue AccessLogSettings accessLog) {}
