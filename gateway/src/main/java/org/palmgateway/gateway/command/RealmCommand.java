package org.palmgateway.gateway.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.palmgateway.gateway.settings.InvalidSetting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what a gateway's Keycloak has to import. */
@Command(
        name = "realm",
        description = {
            "Print the realm that Keycloak has to import for this gateway, as JSON.",
            "Takes the gateway's own settings and those under palm.realm."
        })
final class RealmCommand implements Callable<Integer> {

    private final Console console;
    private final Function<List<String>, String> realm;

    @Parameters(
            arity = "0..*",
            paramLabel = "--NAME=VALUE",
            description = "Settings, such as --palm.realm.name=citizens.")
    private List<String> settings = List.of();

    RealmCommand(Console console, Function<List<String>, String> realm) {
        this.console = console;
        this.realm = realm;
    }

    @Override
    public Integer call() {
        try {
            console.out().println(realm.apply(settings));
            return Report.WELL;
        } catch (RuntimeException error) {
            console.err().println(sentence(error));
            return Report.ERROR;
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
