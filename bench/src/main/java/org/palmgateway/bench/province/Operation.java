package org.palmgateway.bench.province;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an application offers on one path.
 *
 * @param methods the methods, in capitals
 * @param path the pattern below the application's own prefix
 */
record Operation(List<String> methods, String path) {

    private static final List<String> NOUNS = List.of(
            "accounts",
            "applications",
            "appointments",
            "certificates",
            "payments",
            "records",
            "notices",
            "materials",
            "results",
            "transfers",
            "objections",
            "statistics");
    private static final List<String> PARTS = List.of("entries", "documents", "steps", "remarks");
    private static final List<String> ACTIONS = List.of("confirm", "withdraw", "print", "forward");

    /**
     * Returns the operations of an application, without end.
     *
     * @param start chooses which come first, so that not every application begins with the same
     */
    static Stream<Operation> endless(int start) {
        return IntStream.iterate(0, i -> i + 1).boxed().flatMap(i -> {
            int round = i / NOUNS.size();
            String noun = NOUNS.get((start + i) % NOUNS.size()) + (round == 0 ? "" : "-" + (round + 1));
            return on(noun, start + i).stream();
        });
    }

    private static List<Operation> on(String noun, int turn) {
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation(List.of("GET"), "/" + noun));
        operations.add(new Operation(List.of("POST"), "/" + noun));
        operations.add(new Operation(List.of("GET"), "/" + noun + "/{id}"));
        operations.add(new Operation(List.of("PUT", "PATCH"), "/" + noun + "/{id}"));
        operations.add(new Operation(List.of("DELETE"), "/" + noun + "/{id}"));
        operations.add(new Operation(List.of("GET"), "/" + noun + "/summary"));
        operations.add(new Operation(List.of("GET"), "/" + noun + "/files/{*file}"));
        for (int i = 0; i < 2; i++) {
            String parts = "/" + noun + "/{id}/" + PARTS.get((turn + i) % PARTS.size());
            String action = ACTIONS.get((turn + i) % ACTIONS.size());
            operations.add(new Operation(List.of("GET"), parts));
            operations.add(new Operation(List.of("POST"), parts));
            operations.add(new Operation(List.of("GET"), parts + "/{number}"));
            operations.add(new Operation(List.of("POST"), parts + "/{number}/" + action));
        }
        return operations;
    }

    /** Returns the number of segments of its path. */
    int segments() {
        return (int) path.chars().filter(c -> c == '/').count();
    }
}
