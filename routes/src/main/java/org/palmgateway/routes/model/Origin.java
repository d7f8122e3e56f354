package org.palmgateway.routes.model;

/**
 * Where something was written down.
 *
 * @param file name of the file, without its directory
 * @param line line in that file, counted from 1
 */
public record Origin(String file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
