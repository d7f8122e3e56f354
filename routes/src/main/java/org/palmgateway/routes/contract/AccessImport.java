package org.palmgateway.routes.contract;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says who may call an operation. What is nearer to the operation stands over what is further: the options' audience, the document's
 * {@code security}, its {@code x-palm-access}, the operation's {@code security}, its {@code x-palm-access}.
 */
final class AccessImport {

    private static final Set<String> WITH_SCOPES = Set.of("oauth2", "openIdConnect");

    private final Contract contract;
    private final String audience;
    private final Consumer<String> notes;
    private boolean spoken;

    AccessImport(Contract contract, String audience, Consumer<String> notes) {
        this.contract = contract;
        this.audience = audience;
        this.notes = notes;
    }

    /** Tells whether the document said anything about it. */
    boolean spoken() {
        return spoken;
    }

    Map<String, Object> of(Operation operation) {
        Map<String, Object> access = new LinkedHashMap<>();
        access.put("audience", audience);
        Part part = contract.part(operation);
        if (!part.at("security").isThere()) {
            security(operation, contract.root().at("security"), access);
        }
        extension(contract.root().at("x-palm-access"), access);
        security(operation, part.at("security"), access);
        extension(part.at("x-palm-access"), access);
        if ("public".equals(access.get("audience"))) {
            // Nobody can be asked for a scope.
            access.keySet().retainAll(Set.of("audience"));
        }
        return access;
    }

    private void extension(Part extension, Map<String, Object> access) {
        if (extension.isThere()) {
            spoken = true;
            access.putAll(Plain.fields(extension));
        }
    }

    private void security(Operation operation, Part security, Map<String, Object> access) {
        if (!security.isThere()) {
            return;
        }
        spoken = true;
        List<Part> alternatives = security.items();
        if (alternatives.isEmpty()) {
            access.put("audience", "public");
            return;
        }
        if (alternatives.size() > 1) {
            notes.accept(operation.name() + ": of several alternatives under security the first is taken");
        }
        Part first = alternatives.get(0);
        Set<String> scopes = new LinkedHashSet<>();
        first.members().forEach((scheme, asked) -> {
            Part type = contract.root()
                    .at("components")
                    .at("securitySchemes")
                    .at(scheme)
                    .at("type");
            if (WITH_SCOPES.contains(type.text().orElse(""))) {
                scopes.addAll(asked.texts());
            }
        });
        if (first.members().isEmpty()) {
            notes.accept(operation.name() + ": security is optional; a route always asks for its audience");
        }
        if (!scopes.isEmpty()) {
            access.put("scopes", List.copyOf(scopes));
        }
    }
}
