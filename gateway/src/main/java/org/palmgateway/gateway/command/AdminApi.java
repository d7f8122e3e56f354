package org.palmgateway.gateway.command;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the admin API of a gateway in somebody's name. Everything but success is thrown as {@link CommandFailed}. */
final class AdminApi {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A bundle may be large, and an answer that waits for all nodes comes after ten seconds. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final String base;
    private final AccessToken token;
    // Redirects are not followed: whoever they lead to would be given the token.
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    private AdminApi(String base, AccessToken token) {
        this.base = base;
        this.token = token;
    }

    static AdminApi open(URI admin, AccessToken token) {
        boolean web = "https".equalsIgnoreCase(admin.getScheme()) || "http".equalsIgnoreCase(admin.getScheme());
        boolean plain = admin.getRawQuery() == null && admin.getRawFragment() == null && admin.getRawUserInfo() == null;
        if (!web || !plain || admin.getHost() == null) {
            throw new CommandFailed(
                    "--admin: " + admin.getScheme()
                            + ":… (expected: an address such as https://admin.example.gov.cn, without user, query and fragment)");
        }
        String address = admin.toString();
        return new AdminApi(address.endsWith("/") ? address.substring(0, address.length() - 1) : address, token);
    }

    /**
     * What the gateway answered.
     *
     * @param status the status code
     * @param tag the entity tag; empty when there is none
     * @param body the body
     */
    record Answer(int status, String tag, String body) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JacksonException e) {
                throw new CommandFailed("The answer is no JSON (expected: that of a gateway's admin plane)");
            }
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), Map.of());
    }

    Answer put(String path, String body, Map<String, String> fields) {
        return send("PUT", path, BodyPublishers.ofString(body), fields);
    }

    Answer post(String path, Object document, Map<String, String> fields) {
        return send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(document)), fields);
    }

    private Answer send(String method, String path, BodyPublisher body, Map<String, String> fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body)
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token.text())
                .header("Accept-Language", "en");
        fields.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() < 200 || response.statusCode() > 299) {
                throw refused(response);
            }
            String tag = response.headers().firstValue("ETag").orElse("");
            return new Answer(response.statusCode(), tag, response.body());
        } catch (IOException e) {
            String why = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            throw new CommandFailed(
                    new Failure(base + " does not answer (expected: the admin plane of a gateway)", why, List.of()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }

    private CommandFailed refused(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("application/problem+json")) {
            return new CommandFailed(Failure.of(new Answer(response.statusCode(), "", response.body()).json()));
        }
        return new CommandFailed(base + " answered " + response.statusCode()
                + " without a reason (expected: the admin plane of a gateway)");
    }
}
