package org.palmgateway.routes.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.contract.ContractDiff;
import org.palmgateway.routes.contract.ContractDiff.RouteChange;
import org.palmgateway.routes.document.JsonText;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.document.TypedDocument;
import org.palmgateway.routes.document.YamlText;

/**
 * Changes the text of a bundle field by field; what is not touched stays, but for comments and the way it is laid out. Whether the outcome is
 * sound is for {@link BundleReader} to say.
 *
 * <p>Immutable; safe for any number of threads.
 */
public final class BundleEdit {

    private static final int MAXIMUM_DEPTH = 100;
    private static final String DEPARTMENTS = "departments";
    private static final String CONTRACTS = "contracts";
    private static final String ROUTES = "routes";

    private final Map<String, @Nullable Object> root;

    private BundleEdit(Map<String, @Nullable Object> root) {
        this.root = root;
    }

    /** Returns a bundle without anything in it. */
    public static BundleEdit empty() {
        return new BundleEdit(Map.of());
    }

    /**
     * Takes a bundle.
     *
     * @param text its text, YAML or JSON
     * @param problems is told what cannot be read
     * @return the bundle; empty when it cannot be read
     */
    public static Optional<BundleEdit> of(String text, Problems problems) {
        return TypedDocument.read(text, BundleReader.MAXIMUM_LENGTH, MAXIMUM_DEPTH, problems)
                .map(document -> new BundleEdit(document.root()));
    }

    /** Tells whether there is a department. */
    public boolean hasDepartment() {
        return !mappings(DEPARTMENTS).isEmpty();
    }

    /** Returns the id of the only department; empty when there are none or several. */
    public Optional<String> onlyDepartment() {
        List<Map<String, Object>> departments = mappings(DEPARTMENTS);
        return departments.size() == 1
                ? Optional.ofNullable(departments.get(0).get("id")).map(Object::toString)
                : Optional.empty();
    }

    /** Returns the routes in their order, as the bundle has them. */
    public List<Map<String, Object>> routes() {
        return mappings(ROUTES);
    }

    /** Returns the bundle with one more department. */
    public BundleEdit withDepartment(Map<String, Object> department) {
        return with(DEPARTMENTS, plus(mappings(DEPARTMENTS), department));
    }

    /**
     * Returns the bundle after an import.
     *
     * @param contract id of the contract
     * @param document the OpenAPI document's text
     * @param diff what becomes of the routes
     * @param keeps whether routes whose operations are gone stay, without their contract
     */
    public BundleEdit withContract(String contract, String document, ContractDiff diff, boolean keeps) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", contract);
        entry.put("document", document);
        List<Map<String, Object>> contracts = replaced(mappings(CONTRACTS), contract, known -> entry);
        boolean fresh = contracts.stream().noneMatch(each -> each.equals(entry));
        List<Map<String, Object>> routes = mappings(ROUTES);
        for (RouteChange change : diff.changed()) {
            routes = replaced(routes, change.id(), known -> change.route());
        }
        for (Map<String, Object> gone : diff.removed()) {
            String id = String.valueOf(gone.get("id"));
            routes = keeps ? replaced(routes, id, BundleEdit::withoutContract) : without(routes, id);
        }
        for (Map<String, Object> added : diff.added()) {
            routes = plus(routes, added);
        }
        return with(CONTRACTS, fresh ? plus(contracts, entry) : contracts).with(ROUTES, routes);
    }

    private static Map<String, Object> withoutContract(Map<String, Object> route) {
        Map<String, Object> rest = new LinkedHashMap<>(route);
        rest.remove("contract");
        return rest;
    }

    /**
     * Returns the bundle with another field of a route.
     *
     * @param route id of the route
     * @param field the field
     * @param value its new value
     * @return the bundle; empty when there is no such route
     */
    public Optional<BundleEdit> withField(String route, String field, Map<String, Object> value) {
        return has(route)
                ? Optional.of(with(ROUTES, replaced(mappings(ROUTES), route, known -> {
                    Map<String, Object> fields = new LinkedHashMap<>(known);
                    fields.put(field, value);
                    return fields;
                })))
                : Optional.empty();
    }

    /** Returns the bundle without a route; empty when there is no such route. */
    public Optional<BundleEdit> withoutRoute(String route) {
        return has(route) ? Optional.of(with(ROUTES, without(mappings(ROUTES), route))) : Optional.empty();
    }

    private boolean has(String route) {
        return mappings(ROUTES).stream().anyMatch(each -> route.equals(each.get("id")));
    }

    /** Returns the text of the bundle as YAML. */
    public String yaml() {
        return YamlText.of(root);
    }

    /** Returns the text of the bundle as JSON, on one line. */
    public String json() {
        return JsonText.of(root);
    }

    private BundleEdit with(String name, List<Map<String, Object>> items) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(root);
        changed.put(name, items);
        return new BundleEdit(changed);
    }

    private static List<Map<String, Object>> plus(List<Map<String, Object>> items, Map<String, Object> item) {
        List<Map<String, Object>> more = new ArrayList<>(items);
        more.add(item);
        return more;
    }

    private static List<Map<String, Object>> without(List<Map<String, Object>> items, String id) {
        return items.stream().filter(item -> !id.equals(item.get("id"))).toList();
    }

    private static List<Map<String, Object>> replaced(
            List<Map<String, Object>> items, String id, UnaryOperator<Map<String, Object>> change) {
        return items.stream()
                .map(item -> id.equals(item.get("id")) ? change.apply(item) : item)
                .toList();
    }

    /** Whatever is no mapping was refused by the reader before it was kept. */
    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> mappings(String name) {
        List<?> items = Objects.requireNonNullElse(root.get(name) instanceof List<?> list ? list : null, List.of());
        return items.stream()
                .filter(Map.class::isInstance)
                .map(item -> (Map<String, Object>) item)
                .toList();
    }
}
