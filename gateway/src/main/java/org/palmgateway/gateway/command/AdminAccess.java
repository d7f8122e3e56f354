package org.palmgateway.gateway.command;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command is told which gateway to ask, and in whose name. */
final class AdminAccess {

    static final String ADMIN = "Address of the gateway's admin plane, such as https://admin.example.gov.cn.";
    static final String TOKEN_FILE =
            "File that holds your access token. Without it the token is taken from the environment variable PALM_TOKEN."
                    + " It is no argument, since others on the machine can see those.";

    @Option(names = "--admin", required = true, paramLabel = "URL", description = ADMIN)
    private URI admin = URI.create("");

    @Option(names = "--token-file", paramLabel = "FILE", description = TOKEN_FILE)
    private @Nullable Path tokenFile;

    AdminApi open(Console console) {
        return AdminApi.open(admin, AccessToken.of(tokenFile, console));
    }

    /** Asks something that everybody may know first: that a token is refused, or nobody is there, is to be said once, not for each owner. */
    AdminApi openRegistry(Console console) {
        AdminApi api = open(console);
        api.get("/api/owners?limit=1");
        return api;
    }
}
