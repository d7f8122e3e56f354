package org.palmgateway.gateway;

import java.util.Map;
import java.util.Set;
import org.palmgateway.gateway.command.Commands;
import org.palmgateway.gateway.command.Console;
import org.palmgateway.gateway.plane.Gateway;
import org.palmgateway.gateway.plane.RealmFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Starts a gateway, or runs the command that the first argument names. */
public final class PalmGateway {

    private static final Logger LOG = LoggerFactory.getLogger(PalmGateway.class);

    /** No settings, and nobody who writes one of these wants a gateway to start. */
    private static final Set<String> QUESTIONS = Set.of("--help", "--version");

    private PalmGateway() {}

    /** Starts a gateway with the settings of {@code application.yaml}, the environment and the command line. */
    public static void main(String[] arguments) {
        if (isCommand(arguments)) {
            System.exit(run(arguments));
        }
        // Netty samples buffers to find those that nobody released, with a stack trace each. Our tests look at every
        // single one.
        System.getProperties().putIfAbsent("io.netty.leakDetection.level", "disabled");
        Gateway gateway = Gateway.start(Map.of(), arguments);
        gateway.closeOnExit();
        LOG.info("Data plane on port {}, admin plane on port {}", gateway.dataPort(), gateway.adminPort());
    }

    /** Settings begin with two dashes; a word that is no command is one that was mistyped. */
    static boolean isCommand(String... arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("--") || QUESTIONS.contains(arguments[0]));
    }

    /** By itself, so that a gateway that starts does not load the commands. */
    private static int run(String... arguments) {
        // Standard output is for the answer alone.
        LoggingSystem.get(PalmGateway.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        return new Commands(Console.ofProcess(), settings -> RealmFile.json(settings.toArray(String[]::new)))
                .run(arguments);
    }
}
