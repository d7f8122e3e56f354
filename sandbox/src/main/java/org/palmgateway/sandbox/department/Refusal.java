package org.palmgateway.sandbox.department;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The JSON in which a department says no: which department, a stable error, and what to do instead. */
record Refusal(String department, String error, String message) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static ResponseDefinitionBuilder answer(int status, String department, String error, String message) {
        return json(status, new Refusal(department, error, message).members());
    }

    static ResponseDefinitionBuilder json(int status, Object body) {
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(status)
                .withHeader("Content-Type", "application/json;charset=UTF-8")
                .withBody(JSON.writeValueAsString(body));
    }

    private Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("department", department);
        members.put("error", error);
        members.put("message", message);
        return members;
    }
}
