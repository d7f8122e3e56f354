package org.palmgateway.gateway.command;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Runs the command that a command line names.
 *
 * <p>The status to exit with is 0 when all is well, 1 when it is not or could not be found out, and 2 when there are differences, something waits
 * for somebody to agree, or the gateway itself would answer.
 */
public final class Commands {

    private static final String HELP = "--help";

    private final Console console;
    private final CommandLine line;

    /**
     * Makes the commands.
     *
     * @param console where they write
     * @param realm returns the realm file for settings of the form {@code --name=value}; throws when one is missing or wrong
     */
    public Commands(Console console, Function<List<String>, String> realm) {
        this.console = console;
        this.line = new CommandLine(new PalmCommand())
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new DiffCommand(console))
                .addSubcommand(new ApplyCommand(console))
                .addSubcommand(new ExplainCommand(console))
                .addSubcommand(new CommandLine(new AuditCommand()).addSubcommand(new VerifyCommand(console)))
                .addSubcommand(new CommandLine(new RealmCommand(console, realm))
                        // Its settings are the gateway's, which are not known here.
                        .setUnmatchedOptionsArePositionalParams(true))
                .setOut(console.out())
                .setErr(console.err())
                // A path or a setting may begin with @, and a file of arguments would be one more place for secrets.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((error, given) -> {
                    console.err().println(error.getMessage());
                    error.getCommandLine().usage(console.err());
                    return Report.ERROR;
                })
                .setExecutionExceptionHandler((error, failed, parsed) -> {
                    console.err().println(error);
                    return Report.ERROR;
                });
        describe(line);
    }

    /** Gives every command the same help. picocli says 2 when it is called wrongly, which here means that there are differences. */
    private static void describe(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        if (spec.findOption(HELP) == null) {
            spec.addOption(OptionSpec.builder("-h", HELP)
                    .usageHelp(true)
                    .description("Show this and exit.")
                    .build());
        }
        spec.exitCodeOnInvalidInput(Report.ERROR).exitCodeOnExecutionException(Report.ERROR);
        spec.usageMessage().width(100).exitCodeListHeading("%nExit status:%n").exitCodeList(PalmCommand.STATUS);
        line.getSubcommands().values().forEach(Commands::describe);
    }

    /**
     * Runs a command.
     *
     * @param arguments the command line
     * @return the status to exit with
     */
    public int run(String... arguments) {
        int status = line.execute(arguments);
        console.out().flush();
        console.err().flush();
        return status;
    }
}
