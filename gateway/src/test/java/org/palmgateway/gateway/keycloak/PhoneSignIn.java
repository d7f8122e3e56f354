package org.palmgateway.gateway.keycloak;

import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One browser and one app on a phone, which signs in by authorization code with PKCE (RFC 7636) as a person would: opens
 * Keycloak's page, fills the form in, and takes the code from the redirect. Not safe for use by several threads.
 *
 * <p>The realm may be reached at another host than the issuer's own, for example through the gateway: links in
 * Keycloak's pages lead to the issuer, and are followed at the host given here.
 */
public final class PhoneSignIn {

    /** A code with the verifier that redeems it. */
    public record Code(String value, String verifier) {}

    private static final Pattern FORM = Pattern.compile("<form[^>]*\\sid=\"kc-form-login\"[^>]*>");
    private static final Pattern ACTION = Pattern.compile("\\saction=\"([^\"]+)\"");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI realm;
    private final String client;
    private final URI redirect;
    private final KeycloakCalls calls = new KeycloakCalls();
    private final Map<String, String> cookies = new TreeMap<>();

    /**
     * A phone on which nobody has signed in yet.
     *
     * @param realm where the phone reaches the realm, such as {@code http://127.0.0.1:8080/realms/province}
     * @param client the client id of the app
     * @param redirect the redirect URI of the app, which is not opened
     */
    public PhoneSignIn(URI realm, String client, URI redirect) {
        this.realm = realm;
        this.client = client;
        this.redirect = redirect;
    }

    /** The citizens' app, at a realm. */
    public static PhoneSignIn mobile(URI realm) {
        return new PhoneSignIn(realm, TestRealm.MOBILE_CLIENT, TestRealm.MOBILE_REDIRECT);
    }

    /** The operators' console, at a realm. */
    public static PhoneSignIn console(URI realm) {
        return new PhoneSignIn(realm, TestRealm.CONSOLE_CLIENT, TestRealm.CONSOLE_REDIRECT);
    }

    /** Signs a person in and redeems the code. */
    public TokenAnswer signIn(String user, String password) {
        Code code = authorize(user, password);
        return redeem(code.value(), code.verifier());
    }

    /** Signs a person in, unless Keycloak knows the browser still, and stops at the code. */
    public Code authorize(String user, String password) {
        String verifier = random();
        String state = random();
        HttpResponse<String> page = browse(HttpRequest.newBuilder(authorizationRequest(verifier, state)));
        if (page.statusCode() == 200) {
            Map<String, String> form = Map.of("username", user, "password", password);
            page = browse(KeycloakCalls.post(here(action(page.body())), form));
        }
        Map<String, String> answer = redirected(page);
        if (!state.equals(answer.get("state")) || !answer.containsKey("code")) {
            throw new IllegalStateException("Keycloak redirected with " + answer);
        }
        return new Code(answer.get("code"), verifier);
    }

    /** Redeems a code with a verifier. */
    public TokenAnswer redeem(String code, String verifier) {
        return calls.token(
                endpoint("token"),
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", client,
                        "redirect_uri", redirect.toString(),
                        "code", code,
                        "code_verifier", verifier));
    }

    /** Gets new tokens for a refresh token. */
    public TokenAnswer refresh(String refreshToken) {
        return calls.token(
                endpoint("token"),
                Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", refreshToken));
    }

    /** Ends the session of a refresh token, and forgets the browser's cookies. */
    public void logOut(String refreshToken) {
        HttpResponse<String> response = calls.send(
                KeycloakCalls.post(endpoint("logout"), Map.of("client_id", client, "refresh_token", refreshToken)));
        if (response.statusCode() != 204) {
            throw new IllegalStateException("Logout answered " + response.statusCode() + " with " + response.body());
        }
        cookies.clear();
    }

    private URI authorizationRequest(String verifier, String state) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", client);
        query.put("redirect_uri", redirect.toString());
        query.put("scope", "openid");
        query.put("state", state);
        query.put("code_challenge", challenge(verifier));
        query.put("code_challenge_method", "S256");
        return URI.create(endpoint("auth") + "?" + KeycloakCalls.encoded(query));
    }

    private URI endpoint(String name) {
        return URI.create(realm + "/protocol/openid-connect/" + name);
    }

    /** The same page at the host that the phone uses. */
    private URI here(String link) {
        URI page = realm.resolve(link);
        String query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
        return URI.create(realm.getScheme() + "://" + realm.getRawAuthority() + page.getRawPath() + query);
    }

    /**
     * Sends what a browser sends. Keycloak marks its cookies as Secure on loopback too; browsers return them there over
     * http, and so does this one, unlike {@link java.net.CookieManager}.
     */
    private HttpResponse<String> browse(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> response = calls.send(request);
        response.headers().allValues("Set-Cookie").forEach(this::keep);
        return response;
    }

    private void keep(String cookie) {
        String pair = cookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        String name = pair.substring(0, equals).strip();
        String value = pair.substring(equals + 1);
        if (value.isEmpty() || cookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    private static String action(String page) {
        Matcher form = FORM.matcher(page);
        if (form.find()) {
            Matcher action = ACTION.matcher(form.group());
            if (action.find()) {
                return action.group(1).replace("&amp;", "&");
            }
        }
        throw new IllegalStateException("There is no sign-in form in: " + page);
    }

    private Map<String, String> redirected(HttpResponse<String> response) {
        String location = response.headers().firstValue("Location").orElse("");
        if (!location.startsWith(redirect + "?")) {
            throw new IllegalStateException("Keycloak answered " + response.statusCode()
                    + " to the sign-in, Location \"" + location + "\": " + response.body());
        }
        return Arrays.stream(URI.create(location)
                        .getRawSchemeSpecificPart()
                        .split("\\?", 2)[1]
                        .split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64URL.encode(bytes).toString();
    }

    private static String challenge(String verifier) {
        try {
            byte[] ascii = verifier.getBytes(StandardCharsets.US_ASCII);
            return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(ascii))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
