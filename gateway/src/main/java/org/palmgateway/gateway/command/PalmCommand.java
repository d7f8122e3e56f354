package org.palmgateway.gateway.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is said when no command is named. */
@Command(
        name = "java -jar palm-gateway-server-exec.jar",
        mixinStandardHelpOptions = true,
        versionProvider = PalmCommand.Version.class,
        subcommands = HelpCommand.class,
        description = {
            "Starts a gateway when it is called without a command; settings are then given as --palm.name=value.",
            "With a command it is a tool for a developer's pipeline."
        })
final class PalmCommand implements Runnable {

    static final Map<String, String> STATUS = status();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private static Map<String, String> status() {
        Map<String, String> status = new LinkedHashMap<>();
        status.put("0", "all is well");
        status.put("1", "it is not, or it could not be found out, or the call was wrong");
        status.put(
                "2",
                "diff: there are differences; apply: something waits for somebody to agree;"
                        + " explain: the gateway itself would answer, with a problem");
        return status;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "command: missing (expected: one of those below)");
    }

    /** Says which version of the jar this is. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = PalmCommand.class.getPackage().getImplementationVersion();
            return new String[] {"Palm Gateway " + Objects.requireNonNullElse(version, "(not from a jar)")};
        }
    }
}
