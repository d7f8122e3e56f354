package org.palmgateway.gateway.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command has written, and its status. */
record CommandRun(int status, String out, String err) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static CommandRun of(Map<String, String> environment, String... arguments) {
        return of(environment, settings -> "{}", arguments);
    }

    static CommandRun of(Map<String, String> environment, Function<List<String>, String> realm, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), environment);
        int status = new Commands(console, realm).run(arguments);
        return new CommandRun(status, out.toString(), err.toString());
    }

    JsonNode json() {
        return JSON.readTree(out);
    }
}
