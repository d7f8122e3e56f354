package org.palmgateway.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How operators reach the node, under {@code palm.admin}.
 *
 * @param address the address to listen on; default 127.0.0.1, which only this machine reaches
 * @param port the port to listen on, 0 for any free one; default 8090
 * @param role the role of the province's operators, who may do anything; default {@code operator}
 * @param developerRole the role of developers, who may register bundles; default {@code developer}
 * @param auditorRole the role of auditors, who may see everything; default {@code auditor}
 */
public record AdminSettings(
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("8090") int port,
        @DefaultValue("operator") String role,
        @DefaultValue("developer") String developerRole,
        @DefaultValue("auditor") String auditorRole) {

    /** Checks port and roles. */
    public AdminSettings {
        checkPort("palm.admin.port", port);
        checkRole("palm.admin.role", role, "operator");
        checkRole("palm.admin.developer-role", developerRole, "developer");
        checkRole("palm.admin.auditor-role", auditorRole, "auditor");
    }

    private static void checkRole(String name, String role, String example) {
        if (role.isBlank()) {
            throw new InvalidSetting(name, "empty", "the name of a role, such as " + example);
        }
    }

    static void checkPort(String name, int port) {
        if (port < 0 || port > 65535) {
            throw new InvalidSetting(name, port, "1 to 65535, or 0 for any free port");
        }
    }
}
