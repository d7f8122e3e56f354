package org.palmgateway.routes.bundle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.contract.Contract;
import org.palmgateway.routes.contract.ContractReader;
import org.palmgateway.routes.contract.ContractReading;
import org.palmgateway.routes.contract.Operation;
import org.palmgateway.routes.contract.RequestContract;
import org.palmgateway.routes.contract.RequestContracts;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.Answer;
import org.palmgateway.routes.model.ContractUse;
import org.palmgateway.routes.path.PathPattern;

/** Reads the contracts of one bundle, and which of their operations its routes offer. */
final class ContractsReader {

    private final Map<String, Contract> contracts = new LinkedHashMap<>();
    private final Map<String, RequestContracts> compilers = new HashMap<>();
    private final Set<String> broken = new HashSet<>();

    private ContractsReader() {}

    static ContractsReader read(FieldReader bundle) {
        ContractsReader reader = new ContractsReader();
        bundle.mappings("contracts").forEach(reader::contract);
        return reader;
    }

    List<Contract> contracts() {
        return List.copyOf(contracts.values());
    }

    private void contract(FieldReader fields) {
        @Nullable String id = fields.required("id", Scalars::id);
        @Nullable String text = fields.required("document", Function.identity());
        fields.end();
        if (id == null || text == null) {
            broken.add(id == null ? "" : id);
            return;
        }
        if (contracts.containsKey(id) || broken.contains(id)) {
            fields.problem("id", id, "an id that no other contract of the bundle has");
            return;
        }
        ContractReading reading = new ContractReader().read(id, "document", text);
        if (reading instanceof ContractReading.Sound sound) {
            contracts.put(id, sound.contract());
        } else if (reading instanceof ContractReading.Broken found) {
            broken.add(id);
            found.problems().forEach(problem -> note(fields, "document", problem));
        }
    }

    private static void note(FieldReader fields, String field, DocumentProblem problem) {
        String place = problem.line() > 0 ? "its line " + problem.line() + ", " : "";
        String at = problem.field().isEmpty() ? "" : problem.field() + ": ";
        fields.problem(field, place + at + problem.value(), problem.expected());
    }

    /** Returns what a route says about its contract; null when it says nothing, or after having noted what is wrong. */
    @Nullable
    ContractUse use(FieldReader route, Set<String> methods, @Nullable PathPattern pattern, @Nullable Answer answer) {
        if (!route.has("contract")) {
            return null;
        }
        if (route.has("compose")) {
            route.problem("contract", "with compose", "nothing: the routes of the branches have contracts");
            return null;
        }
        FieldReader use = route.mapping("contract");
        @Nullable String id = use.required("in", this::known);
        @Nullable String name = use.required("operation", Function.identity());
        @Nullable Boolean validate = use.optional("validate", false, Scalars::bool);
        use.end();
        @Nullable Contract contract = id == null ? null : contracts.get(id);
        if (contract == null || name == null || validate == null || pattern == null) {
            return null;
        }
        Optional<Operation> operation = contract.operation(name);
        if (operation.isEmpty()) {
            use.problem("operation", name, "an operation of " + contract.id() + ": its operationId, or METHOD path");
            return null;
        }
        if (!(answer instanceof Answer.Forwarded forwarded)) {
            return null;
        }
        return use(use, contract, operation.get(), methods, pattern, forwarded.path(), validate);
    }

    private String known(String id) {
        if (!contracts.containsKey(id) && !broken.contains(id)) {
            throw new IllegalArgumentException("a contract of this bundle: " + String.join(", ", contracts.keySet()));
        }
        return id;
    }

    private @Nullable ContractUse use(
            FieldReader use,
            Contract contract,
            Operation operation,
            Set<String> methods,
            PathPattern pattern,
            PathPattern upstream,
            boolean validate) {
        PathPattern template = operation.fits(upstream) ? upstream : pattern;
        if (!methods.equals(Set.of(operation.method())) || !operation.fits(template)) {
            use.problem(
                    "operation",
                    operation.name(),
                    "an operation with the route's method and path; this one is " + operation.method() + " "
                            + operation.path());
            return null;
        }
        if (!validate) {
            return new ContractUse(contract.id(), operation.name(), null);
        }
        Problems problems = new Problems("document");
        @Nullable
        RequestContract requests = compilers
                .computeIfAbsent(contract.id(), id -> new RequestContracts(contract))
                .compile(operation, template, problems);
        problems.found().forEach(problem -> note(use, "operation", problem));
        return new ContractUse(contract.id(), operation.name(), requests);
    }
}
