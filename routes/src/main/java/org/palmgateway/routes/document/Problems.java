package org.palmgateway.routes.document;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, up to a bound. */
public final class Problems {

    private static final int MAXIMUM = 200;

    private final String file;
    private final List<DocumentProblem> found = new ArrayList<>();

    /**
     * Starts without problems.
     *
     * @param file name of the file, as it will be shown
     */
    public Problems(String file) {
        this.file = file;
    }

    /** Adds one; the line is 0 when it is about the document as a whole. */
    public void add(int line, String field, String value, String expected) {
        if (found.size() < MAXIMUM) {
            found.add(new DocumentProblem(file, line, field, value, expected));
        }
    }

    /** Returns the file's name. */
    public String file() {
        return file;
    }

    /** Returns what was found so far. */
    public List<DocumentProblem> found() {
        return found;
    }
}
