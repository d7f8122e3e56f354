package org.palmgateway.sandbox.department;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The switchboard of the sandbox: {@code GET /__sandbox/departments} lists the departments, {@code PUT} and
 * {@code DELETE /__sandbox/departments/{id}} set and reset the condition of one, {@code DELETE /__sandbox/departments}
 * that of all. A change acts from the next request on.
 */
final class Control implements StubRequestFilterV2 {

    private static final String ALL = "/departments";
    private static final String ONE = ALL + "/";

    private final Catalogue catalogue;
    private final Conditions conditions;
    private final JsonMapper json;

    Control(Catalogue catalogue, Conditions conditions, JsonMapper json) {
        this.catalogue = catalogue;
        this.conditions = conditions;
        this.json = json;
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        Place place = Place.of(request);
        return place.department().equals("__sandbox")
                ? RequestFilterAction.stopWith(answer(request, place.path()).build())
                : RequestFilterAction.continueWith(request);
    }

    private ResponseDefinitionBuilder answer(Request request, String path) {
        String method = request.getMethod().getName();
        if (path.equals(ALL)) {
            return switch (method) {
                case "GET" -> Refusal.json(200, Map.of("departments", list()));
                case "DELETE" -> {
                    catalogue.departments().forEach(department -> conditions.reset(department.id()));
                    yield Refusal.json(200, Map.of("departments", list()));
                }
                default -> notAllowed("GET, DELETE");
            };
        }
        String id = path.startsWith(ONE) ? path.substring(ONE.length()) : "";
        if (catalogue.department(id).isEmpty()) {
            return Refusal.answer(
                    404, id, "unknown", "There is no such department. GET /__sandbox/departments lists them.");
        }
        return switch (method) {
            case "GET" -> Refusal.json(200, state(id));
            case "PUT" -> set(id, request.getBodyAsString());
            case "DELETE" -> {
                conditions.reset(id);
                yield Refusal.json(200, state(id));
            }
            default -> notAllowed("GET, PUT, DELETE");
        };
    }

    private ResponseDefinitionBuilder set(String id, String body) {
        try {
            conditions.set(id, json.readValue(body, Condition.class));
            return Refusal.json(200, state(id));
        } catch (JacksonException e) {
            String reason =
                    e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage();
            return Refusal.answer(
                    400, id, "invalid", "Send {\"latency\":\"300ms\",\"fault\":\"none\"}. Refused: " + reason);
        }
    }

    private List<Map<String, Object>> list() {
        return catalogue.departments().stream().map(each -> state(each.id())).toList();
    }

    private Map<String, Object> state(String id) {
        Condition condition = conditions.of(id);
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("id", id);
        state.put("latency", condition.latency().toMillis() + "ms");
        state.put("fault", condition.trouble().text());
        state.put("requests", conditions.served(id));
        return state;
    }

    private static ResponseDefinitionBuilder notAllowed(String allowed) {
        return Refusal.answer(405, "", "method", "Use one of " + allowed + ".").withHeader("Allow", allowed);
    }

    @Override
    public String getName() {
        return "control";
    }
}
