package org.palmgateway.sandbox.department;

import java.util.List;
import java.util.Optional;

/**
 * One department of the sandbox: its id, which is also the first segment of its paths, and its affairs.
 *
 * @param id as in the department's bundle, and the audience of passports made for it
 */
record Department(String id, List<Affair> affairs) {

    Department {
        affairs = List.copyOf(affairs);
        if (affairs.isEmpty()) {
            throw new IllegalArgumentException("affairs of " + id + ": none (expected: at least one)");
        }
    }

    Optional<Affair> affair(String method, String path) {
        return affairs.stream().filter(affair -> affair.answers(method, path)).findFirst();
    }
}
