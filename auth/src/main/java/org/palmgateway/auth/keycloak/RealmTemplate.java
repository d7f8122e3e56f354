package org.palmgateway.auth.keycloak;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.palmgateway.auth.keys.KeySource;

/**
 * A realm of Keycloak 26 for one gateway, as a realm import file.
 *
 * <p>The realm has the public clients {@code palm-mobile} and {@code palm-console} (authorization code with PKCE S256
 * only, RFC 7636), the confidential client {@code palm-gateway} with the standard token exchange (RFC 8693) and the rights
 * to register clients and to end people's sessions, and one client without any flow for each department, which is the audience of exchanged tokens.
 * Keycloak tells the two public clients about a logout, since they are the ones that take part in sessions, and so both
 * carry the gateway's address for OpenID Connect Back-Channel Logout 1.0. There are no users but the service account.
 *
 * @param realm the realm's name, which becomes part of the issuer's URI
 * @param gateway the public URI of the gateway's data plane, without a path that ends in a slash
 * @param mobileRedirects where the mobile app takes the code: https, http on loopback, or a private scheme with a dot
 *     (RFC 8252 §7), each in full
 * @param consoleRedirects where the console takes the code: http or https, each in full
 * @param departments the departments that tokens may be exchanged for, by id, with their Chinese names
 * @param sslRequired who must use https with Keycloak: all, external or none; {@code external} lets loopback and private
 *     networks use http
 */
public record RealmTemplate(
        String realm,
        URI gateway,
        List<URI> mobileRedirects,
        List<URI> consoleRedirects,
        Map<String, String> departments,
        SslRequired sslRequired) {

    /** Who must use https with Keycloak. */
    public enum SslRequired {
        /** Everybody. */
        ALL("all"),
        /** Everybody but loopback and private addresses. */
        EXTERNAL("external"),
        /** Nobody. */
        NONE("none");

        private final String keycloak;

        SslRequired(String keycloak) {
            this.keycloak = keycloak;
        }
    }

    /** The path of the gateway that Keycloak sends logout tokens to. */
    public static final String LOGOUT_PATH = "/.palm/backchannel-logout";

    private static final Pattern REALM = Pattern.compile("[a-z0-9]+(?:[-_][a-z0-9]+)*");
    private static final Pattern DEPARTMENT = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");
    private static final Pattern PRIVATE_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+-]*(?:\\.[A-Za-z0-9+-]+)+");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final Set<String> OWN_CLIENTS = Set.of(
            "palm-mobile",
            "palm-console",
            "palm-gateway",
            "account",
            "account-console",
            "admin-cli",
            "broker",
            "realm-management",
            "security-admin-console");
    private static final int MINIMUM_SECRET = 32;

    /**
     * Checks and copies the components.
     *
     * @throws IllegalArgumentException naming the component, its value and what was expected
     */
    public RealmTemplate {
        check(
                REALM.matcher(realm).matches() && !realm.equals("master"),
                "realm",
                realm,
                "lower-case letters and digits, joined by '-' or '_', but not master");
        check(
                KeySource.isHttp(gateway)
                        && gateway.getRawQuery() == null
                        && gateway.getRawFragment() == null
                        && !gateway.toString().endsWith("/"),
                "gateway",
                gateway,
                "an absolute http or https URI without query, fragment and last slash");
        mobileRedirects = List.copyOf(mobileRedirects);
        check(!mobileRedirects.isEmpty(), "mobileRedirects", mobileRedirects, "at least one URI");
        for (URI redirect : mobileRedirects) {
            check(
                    isWhole(redirect) && isForAnApp(redirect),
                    "mobileRedirects",
                    redirect,
                    "https, http on loopback or a scheme with a dot, without * and fragment");
        }
        consoleRedirects = List.copyOf(consoleRedirects);
        check(!consoleRedirects.isEmpty(), "consoleRedirects", consoleRedirects, "at least one URI");
        for (URI redirect : consoleRedirects) {
            check(
                    isWhole(redirect) && KeySource.isHttp(redirect),
                    "consoleRedirects",
                    redirect,
                    "http or https, without * and fragment");
        }
        departments = Map.copyOf(departments);
        departments.forEach((id, name) -> {
            check(
                    DEPARTMENT.matcher(id).matches() && !OWN_CLIENTS.contains(id),
                    "departments",
                    id,
                    "ids of lower-case letters, digits, '-' and '.' that no other client of the realm has");
            check(!name.isBlank(), "departments", id, "a name for each id");
        });
    }

    /** A realm that asks for https from outside only. */
    public static RealmTemplate of(
            String realm,
            URI gateway,
            List<URI> mobileRedirects,
            List<URI> consoleRedirects,
            Map<String, String> departments) {
        return new RealmTemplate(realm, gateway, mobileRedirects, consoleRedirects, departments, SslRequired.EXTERNAL);
    }

    /**
     * The import file, which then holds the secret and is to be kept like it.
     *
     * @param gatewaySecret what {@code palm-gateway} proves itself with, at least 32 characters
     * @throws IllegalArgumentException if the secret is shorter
     */
    public String json(String gatewaySecret) {
        check(
                gatewaySecret.strip().length() >= MINIMUM_SECRET,
                "gatewaySecret",
                gatewaySecret.strip().length() + " characters",
                "at least " + MINIMUM_SECRET);
        Map<String, Object> file = template();
        file.put("realm", realm);
        file.put("sslRequired", sslRequired.keycloak);

        Map<String, Object> mobile = named(file, "clients", "clientId", "palm-mobile");
        mobile.put("redirectUris", texts(mobileRedirects));
        object(mobile, "attributes").put("backchannel.logout.url", gateway + LOGOUT_PATH);
        Map<String, Object> console = named(file, "clients", "clientId", "palm-console");
        console.put("redirectUris", texts(consoleRedirects));
        object(console, "attributes").put("backchannel.logout.url", gateway + LOGOUT_PATH);
        named(file, "clients", "clientId", "palm-gateway").put("secret", gatewaySecret);

        List<Object> clients = array(file, "clients");
        List<Object> audiences = array(named(file, "clientScopes", "name", "departments"), "protocolMappers");
        SortedMap<String, String> inOrder = new TreeMap<>(departments);
        inOrder.forEach((id, name) -> {
            clients.add(department(id, name));
            audiences.add(audience(id));
        });
        return JSONObjectUtils.toJSONString(file);
    }

    private static Map<String, Object> department(String id, String name) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("clientId", id);
        client.put("name", name);
        client.put("protocol", "openid-connect");
        client.put("publicClient", false);
        client.put("standardFlowEnabled", false);
        client.put("implicitFlowEnabled", false);
        client.put("directAccessGrantsEnabled", false);
        client.put("serviceAccountsEnabled", false);
        client.put("fullScopeAllowed", false);
        client.put("defaultClientScopes", List.of());
        client.put("optionalClientScopes", List.of());
        return client;
    }

    private static Map<String, Object> audience(String id) {
        return Map.of(
                "name",
                "audience " + id,
                "protocol",
                "openid-connect",
                "protocolMapper",
                "oidc-audience-mapper",
                "config",
                Map.of(
                        "included.client.audience", id,
                        "access.token.claim", "true",
                        "introspection.token.claim", "true"));
    }

    private static boolean isWhole(URI redirect) {
        return redirect.isAbsolute()
                && redirect.getRawFragment() == null
                && !redirect.toString().contains("*");
    }

    private static boolean isForAnApp(URI redirect) {
        if ("http".equalsIgnoreCase(redirect.getScheme())) {
            return redirect.getHost() != null && LOOPBACK.contains(redirect.getHost());
        }
        return KeySource.isHttp(redirect)
                || PRIVATE_SCHEME.matcher(redirect.getScheme()).matches();
    }

    private static List<String> texts(List<URI> uris) {
        return uris.stream().map(URI::toString).toList();
    }

    private static Map<String, Object> template() {
        try (InputStream file = RealmTemplate.class.getResourceAsStream("realm-template.json")) {
            if (file == null) {
                throw new IllegalStateException("realm-template.json is not in the jar.");
            }
            return JSONObjectUtils.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException("realm-template.json cannot be read.", e);
        }
    }

    private static Map<String, Object> named(Map<String, Object> file, String list, String key, String name) {
        return array(file, list).stream()
                .map(RealmTemplate::object)
                .filter(member -> name.equals(member.get(key)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("realm-template.json has no " + name + "."));
    }

    private static Map<String, Object> object(Map<String, Object> of, String name) {
        return object(Objects.requireNonNull(of.get(name), name));
    }

    @SuppressWarnings("unchecked") // What the parser makes of a JSON object is such a map.
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // What the parser makes of a JSON array is such a list.
    private static List<Object> array(Map<String, Object> of, String name) {
        return (List<Object>) Objects.requireNonNull(of.get(name), name);
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
