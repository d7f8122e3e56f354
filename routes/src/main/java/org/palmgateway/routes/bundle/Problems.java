package org.palmgateway.routes.bundle;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, up to a bound. */
final class Problems {

    private static final int MAXIMUM = 200;

    private final String file;
    private final List<BundleProblem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(int line, String field, String value, String expected) {
        if (found.size() < MAXIMUM) {
            found.add(new BundleProblem(file, line, field, value, expected));
        }
    }

    String file() {
        return file;
    }

    List<BundleProblem> found() {
        return found;
    }
}
