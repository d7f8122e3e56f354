package org.palmgateway.routes.contract;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.JsonText;

/**
 * Answers operations of a contract by the examples of its responses or, where there is none, by what is made of their schemas; always the same
 * for the same contract. Immutable; safe for any number of threads.
 */
public final class MockAnswers {

    private static final int OK = 200;

    private final Contract contract;

    /** Makes answers for a contract. */
    public MockAnswers(Contract contract) {
        this.contract = contract;
    }

    /**
     * Returns the answer to an operation.
     *
     * @param operation an operation of the contract
     * @param choice which of several responses and examples is wanted; one that the document does not have counts for nothing in particular
     */
    public MockAnswer answer(Operation operation, MockChoice choice) {
        Map<String, Part> responses = contract.part(operation).at("responses").members();
        Optional<String> code = Optional.ofNullable(choice.status())
                .flatMap(status -> code(responses, status))
                .or(() -> responses.keySet().stream()
                        .filter(key -> key.matches("2[0-9X]{2}"))
                        .min(Comparator.comparing(key -> key.replace('X', '0'))))
                .or(() -> responses.containsKey("default") ? Optional.of("default") : Optional.empty())
                .or(() -> responses.keySet().stream()
                        .filter(key -> key.matches("[1-5][0-9X]{2}"))
                        .findFirst());
        if (code.isEmpty()) {
            return new MockAnswer(OK, "", "");
        }
        int status =
                code.get().equals("default") ? OK : Integer.parseInt(code.get().replace('X', '0'));
        Integer wanted = choice.status();
        if (wanted != null && code(responses, wanted).equals(code)) {
            status = wanted;
        }
        return answer(status, responses.get(code.get()), choice.example());
    }

    /** Returns the statuses that the contract says an operation may answer with, in its order. */
    List<Integer> statuses(Operation operation) {
        return contract.part(operation).at("responses").members().keySet().stream()
                .filter(key -> key.matches("[1-5][0-9]{2}"))
                .map(Integer::valueOf)
                .toList();
    }

    /** Returns the names of the examples of what an operation answers first of all. */
    Set<String> examples(Operation operation) {
        Map<String, Part> responses = contract.part(operation).at("responses").members();
        return code(responses, answer(operation, MockChoice.FIRST).status())
                .flatMap(key -> Optional.ofNullable(responses.get(key)))
                .map(response -> response.at("content").members().values().stream()
                        .flatMap(media -> media.at("examples").members().keySet().stream())
                        .collect(Collectors.<String, Set<String>>toCollection(TreeSet::new)))
                .orElseGet(Set::of);
    }

    private static Optional<String> code(Map<String, Part> responses, int status) {
        String exact = Integer.toString(status);
        String range = status / 100 + "XX";
        return responses.containsKey(exact)
                ? Optional.of(exact)
                : responses.containsKey(range) ? Optional.of(range) : Optional.empty();
    }

    private static MockAnswer answer(int status, @Nullable Part response, @Nullable String example) {
        Map<String, Part> content =
                response == null ? Map.of() : response.at("content").members();
        Optional<String> type = content.keySet().stream()
                .filter(MockAnswers::isJson)
                .findFirst()
                .or(() -> content.keySet().stream().findFirst());
        if (type.isEmpty()) {
            return new MockAnswer(status, "", "");
        }
        boolean range = type.get().contains("*");
        @Nullable Object value = value(content.get(type.get()), example);
        boolean json = range || isJson(type.get());
        String text = json || value instanceof Map<?, ?> || value instanceof Iterable<?>
                ? JsonText.of(value)
                : String.valueOf(value);
        return new MockAnswer(status, range ? "application/json" : type.get(), text);
    }

    private static boolean isJson(String type) {
        String bare = BodyCheck.type(type);
        return bare.equals("application/json") || bare.endsWith("+json");
    }

    private static @Nullable Object value(@Nullable Part media, @Nullable String name) {
        if (media == null) {
            return null;
        }
        Map<String, Part> examples = media.at("examples").members();
        if (name != null && examples.containsKey(name)) {
            return examples.get(name).at("value").value();
        }
        if (media.value() instanceof Map<?, ?> fields && fields.containsKey("example")) {
            return fields.get("example");
        }
        for (Part example : examples.values()) {
            if (example.value() instanceof Map<?, ?> fields && fields.containsKey("value")) {
                return fields.get("value");
            }
        }
        return new SchemaExample().of(media.at("schema"));
    }
}
