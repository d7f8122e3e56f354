package org.palmgateway.gateway.plane;

import org.palmgateway.gateway.settings.RegistrySettings;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether this node has a registry, which it has unless it is told not to. */
final class HasRegistry implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !RegistrySettings.NONE.equals(context.getEnvironment().getProperty("palm.registry.url"));
    }
}
