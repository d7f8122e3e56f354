package org.palmgateway.gateway;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.palmgateway.gateway.plane.Gateway;
import org.palmgateway.gateway.plane.RealmFile;
import org.palmgateway.gateway.settings.InvalidSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a gateway, or with the argument {@code realm} prints what its Keycloak has to import. */
public final class PalmGateway {

    private static final Logger LOG = LoggerFactory.getLogger(PalmGateway.class);

    private PalmGateway() {}

    /** Starts a gateway with the settings of {@code application.yaml}, the environment and the command line. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("realm")) {
            System.exit(printRealm(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        Gateway gateway = Gateway.start(Map.of(), arguments);
        gateway.closeOnExit();
        LOG.info("Data plane on port {}, admin plane on port {}", gateway.dataPort(), gateway.adminPort());
    }

    /** Returns the status to exit with: 0, or 1 after a sentence that says what to write instead. */
    private static int printRealm(String... arguments) {
        try {
            PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
            out.println(RealmFile.json(arguments));
            return 0;
        } catch (RuntimeException error) {
            System.err.println(sentence(error));
            return 1;
        }
    }

    /** Spring wraps what is wrong with a setting. */
    private static String sentence(RuntimeException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidSetting) {
                return String.valueOf(cause.getMessage());
            }
        }
        return error.toString();
    }
}
