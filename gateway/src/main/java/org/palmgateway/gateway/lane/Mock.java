package org.palmgateway.gateway.lane;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.contract.Contract;
import org.palmgateway.routes.contract.MockAnswers;
import org.palmgateway.routes.contract.Operation;
import org.palmgateway.routes.contract.WireMockStubs;
import org.palmgateway.routes.document.JsonText;
import org.palmgateway.routes.model.Answer;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.model.ContractUse;
import org.palmgateway.routes.model.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * A WireMock that answers in the place of departments, each owner's below its name: by the examples of a contract, or what is made of its
 * schemas. Safe for any number of threads; never blocks.
 */
final class Mock {

    private static final Logger LOG = LoggerFactory.getLogger(Mock.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int UNLIKELY = 10;

    private final URI address;
    private final HttpClient client;

    /**
     * Takes a WireMock.
     *
     * @param address its address
     * @param client calls it
     */
    Mock(URI address, HttpClient client) {
        this.address = address;
        this.client = client.responseTimeout(LONGEST);
    }

    /** Returns what answers in the place of an owner's departments. */
    URI upstream(String owner) {
        return URI.create(base() + "/" + owner);
    }

    /** Teaches it a bundle, in the place of what it knew of the owner; an error when it cannot be reached. */
    Mono<Void> learn(Bundle bundle) {
        String forget =
                JsonText.of(Map.of("matchesJsonPath", Map.of("expression", "$.owner", "equalTo", bundle.owner())));
        String learn = JsonText.of(Map.of("mappings", stubs(bundle)));
        return Mono.defer(() -> send("/__admin/mappings/remove-by-metadata", forget)
                        .then(send("/__admin/mappings/import", learn)))
                .onErrorMap(error -> {
                    LOG.warn("The mock at {} did not learn what {} wants to try", address, bundle.owner(), error);
                    return new ProblemException(new RequestProblem.LaneUnfit("lane-mock"));
                });
    }

    private Mono<Void> send(String path, String body) {
        return client.headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json"))
                .post()
                .uri(base() + path)
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8))))
                .response()
                .flatMap(response -> response.status().code() == 200
                        ? Mono.<Void>empty()
                        : Mono.error(new IllegalStateException(path + " answered " + response.status())));
    }

    private String base() {
        String text = address.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static List<Map<String, Object>> stubs(Bundle bundle) {
        Map<String, WireMockStubs> writers = new HashMap<>();
        List<Map<String, Object>> stubs = new ArrayList<>();
        for (Route route : bundle.routes()) {
            if (route.answer() instanceof Answer.Forwarded) {
                stubs.addAll(stubs(bundle, route, writers));
            }
        }
        stubs.add(unknown(bundle.owner()));
        stubs.forEach(stub -> stub.put("metadata", Map.of("owner", bundle.owner())));
        return stubs;
    }

    private static List<Map<String, Object>> stubs(Bundle bundle, Route route, Map<String, WireMockStubs> writers) {
        ContractUse use = route.contract();
        Optional<Operation> operation = TriedBundle.operation(bundle, route);
        Optional<Contract> contract = use == null ? Optional.empty() : TriedBundle.contract(bundle, use);
        if (operation.isEmpty() || contract.isEmpty()) {
            return List.of();
        }
        return writers.computeIfAbsent(contract.get().id(), id -> new WireMockStubs(new MockAnswers(contract.get())))
                .stubs(operation.get(), "/" + bundle.owner());
    }

    /** What a route without a contract would answer nobody knows. */
    private static Map<String, Object> unknown(String owner) {
        Map<String, Object> stub = new LinkedHashMap<>();
        stub.put("priority", UNLIKELY);
        stub.put("request", Map.of("urlPathPattern", "/" + owner + "/.*", "method", "ANY"));
        stub.put(
                "response",
                Map.of(
                        "status",
                        501,
                        "headers",
                        Map.of("Content-Type", "application/json"),
                        "body",
                        JsonText.of(Map.of(
                                "mock", "This route names no operation of a contract; try it with an upstream."))));
        return stub;
    }
}
