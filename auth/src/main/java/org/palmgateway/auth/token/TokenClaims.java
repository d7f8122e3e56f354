package org.palmgateway.auth.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.Sha256;
import org.palmgateway.auth.token.InvalidToken.Reason;

/** The claims of a token whose signature is the issuer's, read by that issuer's rules. */
record TokenClaims(Issuer issuer, Map<String, Object> json) {

    /** The ways of confirmation that IANA has registered for {@code cnf}, but for {@code jkt}. */
    private static final List<String> OTHER_CONFIRMATIONS = List.of("jwk", "jwe", "kid", "jku", "x5t#S256", "osc");

    private static final List<String> STANDARD = List.of(
            "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "sid", "acr", "scope", "client_id", "azp", "cnf", "typ");

    /**
     * The caller that the claims describe.
     *
     * @throws InvalidToken if the claims do not describe a caller of this gateway at this time
     */
    Principal principal(Sha256 hash, Instant now) {
        try {
            JWTClaimsSet claims = JWTClaimsSet.parse(json);
            Instant expires = checkTime(claims, now);
            checkUse(claims);
            String acr = or(claims.getStringClaim("acr"), "");
            return new Principal(
                    issuer.uri().toString(),
                    required("sub", claims.getSubject()),
                    audience(claims),
                    or(claims.getStringClaim("client_id"), or(claims.getStringClaim("azp"), "")),
                    roles(),
                    strings("scope", json.get("scope")),
                    acr,
                    signedIn() ? issuer.assuranceLevels().of(acr) : 0,
                    or(claims.getStringClaim("sid"), hash.base64Url()),
                    keyThumbprint(claims),
                    others(),
                    issued(claims),
                    expires);
        } catch (ParseException wrongType) {
            throw new InvalidToken(Reason.CLAIMS, "A claim has the wrong type. " + wrongType.getMessage());
        }
    }

    private Instant checkTime(JWTClaimsSet claims, Instant now) {
        Date end = claims.getExpirationTime();
        if (end == null) {
            throw missing("exp");
        }
        if (!now.isBefore(end.toInstant().plus(issuer.clockSkew()))) {
            throw new InvalidToken(Reason.EXPIRED, "The token has expired. Get a new one.");
        }
        checkLife(claims, end.toInstant(), now);
        Date start = claims.getNotBeforeTime();
        if (start != null && now.isBefore(start.toInstant().minus(issuer.clockSkew()))) {
            throw new InvalidToken(Reason.NOT_YET_VALID, "The token is not valid yet. Check the issuer's clock.");
        }
        return end.toInstant();
    }

    /** A token that outlived the revocations from its time would let in whom they shut out. */
    private void checkLife(JWTClaimsSet claims, Instant end, Instant now) {
        Instant longest = issued(claims).plus(issuer.maximumLife()).plus(issuer.clockSkew());
        if (end.isAfter(longest) || end.isAfter(now.plus(issuer.maximumLife()).plus(issuer.clockSkew()))) {
            throw new InvalidToken(
                    Reason.LIFE,
                    "The token lives too long. It must say when it was issued, and end within " + issuer.maximumLife()
                            + " of that.");
        }
    }

    private void checkUse(JWTClaimsSet claims) throws ParseException {
        if (!claims.getAudience().contains(issuer.audience())) {
            throw new InvalidToken(
                    Reason.AUDIENCE, "The token is for someone else. Ask for aud " + issuer.audience() + ".");
        }
        // An issuer whose access tokens say only JWT (Keycloak) tells its ID, refresh and logout tokens apart in the
        // claims.
        String use = or(claims.getStringClaim("typ"), "Bearer");
        boolean access = use.equalsIgnoreCase("Bearer") || use.equalsIgnoreCase("DPoP");
        if (!access || json.containsKey("at_hash") || json.containsKey("c_hash")) {
            throw new InvalidToken(Reason.TYPE, "The token is no access token. Send the access token.");
        }
    }

    /**
     * Whether somebody has signed in at all. Keycloak writes {@code acr} into tokens of client credentials as well, which are of no session
     * and no authentication.
     */
    private boolean signedIn() {
        return json.containsKey("sid") || json.containsKey("auth_time");
    }

    private static Instant issued(JWTClaimsSet claims) {
        Date issued = claims.getIssueTime();
        return issued == null ? Instant.EPOCH : issued.toInstant();
    }

    /**
     * A token bound to a key in a way that cannot be checked here must not pass as one that is bound to none. Members that are no way of
     * confirmation are ignored (RFC 7800 §3.1); Keycloak adds one.
     */
    private static String keyThumbprint(JWTClaimsSet claims) throws ParseException {
        Map<String, Object> confirmation = claims.getJSONObjectClaim("cnf");
        if (confirmation == null) {
            return "";
        }
        boolean alone = OTHER_CONFIRMATIONS.stream().noneMatch(confirmation::containsKey);
        if (alone && confirmation.get("jkt") instanceof String thumbprint && !thumbprint.isBlank()) {
            return thumbprint;
        }
        throw new InvalidToken(Reason.BINDING, "The token is bound to a key other than by cnf.jkt. Use DPoP.");
    }

    private String audience(JWTClaimsSet claims) throws ParseException {
        if (issuer.fixedAudience().isPresent()) {
            return issuer.fixedAudience().get();
        }
        String audience = required(issuer.audienceClaim(), claims.getStringClaim(issuer.audienceClaim()));
        if (!Principal.AUDIENCES.contains(audience)) {
            throw new InvalidToken(
                    Reason.CLAIMS, issuer.audienceClaim() + " must be one of " + Principal.AUDIENCES + ".");
        }
        return audience;
    }

    private Set<String> roles() throws ParseException {
        Set<String> roles = new LinkedHashSet<>();
        for (String path : issuer.roleClaims()) {
            roles.addAll(strings(path, FrozenJson.at(json, path)));
        }
        return roles;
    }

    private Map<String, Object> others() {
        Map<String, Object> others = new HashMap<>(json);
        STANDARD.forEach(others::remove);
        // Roles are kept once: of a path the object that it leads into goes as well.
        issuer.roleClaims().forEach(path -> {
            others.remove(path);
            others.remove(path.substring(0, Math.max(0, path.indexOf('.'))));
        });
        others.remove(issuer.audienceClaim());
        return others;
    }

    /** A list of strings, which some issuers write as a JSON array and others as one string with spaces. */
    private static Set<String> strings(String name, @Nullable Object value) throws ParseException {
        if (value == null) {
            return Set.of();
        }
        Collection<?> items = List.of(value);
        if (value instanceof String text) {
            items = Arrays.asList(text.split(" ", -1));
        } else if (value instanceof Collection<?> array) {
            items = array;
        }
        Set<String> strings = new LinkedHashSet<>();
        for (Object item : items) {
            if (!(item instanceof String text)) {
                throw new ParseException(name + " must hold strings only.", 0);
            }
            if (!text.isBlank()) {
                strings.add(text);
            }
        }
        return strings;
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw missing(name);
        }
        return value;
    }

    private static InvalidToken missing(String name) {
        return new InvalidToken(Reason.CLAIMS, "The token has no " + name + ". Its issuer must add it.");
    }

    private static String or(@Nullable String value, String fallback) {
        return value == null || value.isBlank() ? fallback : value;
    }
}
