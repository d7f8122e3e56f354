package org.palmgateway.gateway.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes and what it knows of its surroundings.
 *
 * @param out takes what was asked for
 * @param err takes why that cannot be had
 * @param environment the environment variables
 */
public record Console(PrintWriter out, PrintWriter err, Map<String, String> environment) {

    /** Copies the environment. */
    public Console {
        environment = Map.copyOf(environment);
    }

    /** Returns the console of this process. What was asked for is UTF-8 wherever it goes: JSON is nothing else (RFC 8259 §8.1). */
    public static Console ofProcess() {
        return new Console(
                new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintWriter(new FileOutputStream(FileDescriptor.err), true, Charset.defaultCharset()),
                System.getenv());
    }
}
