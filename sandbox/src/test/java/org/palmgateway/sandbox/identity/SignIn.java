package org.palmgateway.sandbox.identity;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Signs in as a browser does: asks for a code, fills in the form, and follows to the client's address. */
public final class SignIn {

    public static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-section-4-1";

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final URI issuer;
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    public SignIn(URI issuer) {
        this.issuer = issuer;
    }

    public static Map<String, String> request(String client, String redirect, String scope) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", client);
        request.put("redirect_uri", redirect);
        request.put("scope", scope);
        request.put("state", "s-1");
        request.put("code_challenge", challenge());
        request.put("code_challenge_method", "S256");
        return request;
    }

    /** The parameters with which the client is called back. */
    public Map<String, String> authorize(String user, String password, Map<String, String> request)
            throws IOException, InterruptedException {
        URI authorize = issuer.resolve("/oauth2/authorize?" + form(request));
        HttpResponse<String> toLogin = get(authorize);
        if (toLogin.statusCode() != 302 || !location(toLogin).getPath().equals("/login")) {
            return callback(toLogin);
        }
        HttpResponse<String> page = get(location(toLogin));
        Matcher csrf = CSRF.matcher(page.body());
        if (!csrf.find()) {
            throw new IllegalStateException("No login form: " + page.body());
        }
        HttpResponse<String> signedIn =
                post("/login", Map.of("username", user, "password", password, "_csrf", csrf.group(1)));
        if (location(signedIn).getPath().equals("/login")) {
            return Map.of("error", "login");
        }
        return callback(get(location(signedIn)));
    }

    public HttpResponse<String> token(String client, String redirect, String code, String verifier)
            throws IOException, InterruptedException {
        return post(
                "/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", client,
                        "redirect_uri", redirect,
                        "code", code,
                        "code_verifier", verifier));
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(uri).header("Accept", "text/html").build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(issuer.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form(fields)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI location(HttpResponse<String> answer) {
        return issuer.resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    private Map<String, String> callback(HttpResponse<String> answer) {
        if (answer.statusCode() != 302) {
            return Map.of("status", String.valueOf(answer.statusCode()));
        }
        Map<String, String> parameters = Arrays.stream(
                        location(answer).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        parameters.put("address", location(answer).getPath());
        return parameters;
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
