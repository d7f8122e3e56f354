package org.palmgateway.gateway.command;

import java.util.List;

/**
 * What a command has found or done.
 *
 * @param status the status to exit with
 * @param document the same for a program: a record that is written as JSON
 * @param lines the same for a reader
 */
record Report(int status, Object document, List<String> lines) {

    static final int WELL = 0;
    static final int ERROR = 1;
    static final int DIFFERENT = 2;

    /** Copies the lines. */
    Report {
        lines = List.copyOf(lines);
    }
}
