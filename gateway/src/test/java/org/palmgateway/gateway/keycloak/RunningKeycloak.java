package org.palmgateway.gateway.keycloak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link KeycloakServer} of the run. It starts with the first test that asks for it and ends with the
 * run, so tests make users and clients of their own, and undo what they change for everybody.
 */
public final class RunningKeycloak implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RunningKeycloak.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KeycloakServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(KeycloakServer.class, key -> started(), KeycloakServer.class);
    }

    private static KeycloakServer started() {
        String distribution = System.getProperty("keycloak.home");
        if (distribution == null) {
            throw new IllegalStateException("keycloak.home: not set (expected: run with the Maven profile keycloak)");
        }
        Path home = Path.of(distribution);
        try {
            return KeycloakServer.start(home, Files.createTempDirectory(home.getParent(), "run-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
