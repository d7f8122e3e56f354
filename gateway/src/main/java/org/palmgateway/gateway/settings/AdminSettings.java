package org.palmgateway.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How operators reach the node, under {@code palm.admin}.
 *
 * @param address the address to listen on; default 127.0.0.1, which only this machine reaches
 * @param port the port to listen on, 0 for any free one; default 8090
 * @param role the role a token must hold for the admin API; default {@code operator}
 */
public record AdminSettings(
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("8090") int port,
        @DefaultValue("operator") String role) {

    /** Checks port and role. */
    public AdminSettings {
        checkPort("palm.admin.port", port);
        if (role.isBlank()) {
            throw new InvalidSetting("palm.admin.role", "empty", "the name of a role, such as operator");
        }
    }

    static void checkPort(String name, int port) {
        if (port < 0 || port > 65535) {
            throw new InvalidSetting(name, port, "1 to 65535, or 0 for any free port");
        }
    }
}
