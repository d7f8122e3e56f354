package org.palmgateway.sandbox.identity;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Hands out an access token for any demo user without a password, so that one line of curl is enough to try the
 * gateway.
 *
 * <p><b>Exists in the sandbox only</b>: the address has no counterpart in a real province, and every answer says so by
 * {@code Palm-Demo: only}.
 */
@RestController
final class DemoToken {

    private final Directory directory;
    private final Clients clients;
    private final TokenLife life;
    private final JwtEncoder encoder;
    private final Clock clock;

    DemoToken(Directory directory, Clients clients, TokenLife life, JwtEncoder encoder, Clock clock) {
        this.directory = directory;
        this.clients = clients;
        this.life = life;
        this.encoder = encoder;
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @param expiresIn seconds from now; a negative number makes a token that has expired already
     * @param audience the {@code aud}, to make a token that is meant for somebody else
     * @param scope the scopes, separated by spaces; all of the user's client if absent
     * @param client a registered application to get the token through; the person's own client if absent
     * @param raw if present, even without a value, the answer is the bare token
     */
    @PostMapping("/demo/token")
    ResponseEntity<?> token(
            @RequestParam String user,
            @RequestParam(name = "expires-in", required = false) @Nullable Integer expiresIn,
            @RequestParam(defaultValue = AccessTokenClaims.GATEWAY) String audience,
            @RequestParam(required = false) @Nullable String scope,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String raw,
            @RequestHeader(name = "Accept", defaultValue = "*/*") String accept) {
        Person person = directory.person(user).orElse(null);
        if (person == null) {
            return answer(HttpStatus.NOT_FOUND).body(unknown(user));
        }
        Client through = client == null
                ? directory.clientOf(person)
                : clients.usableBy(user, client).orElse(null);
        if (through == null) {
            return answer(HttpStatus.NOT_FOUND)
                    .body(Map.of(
                            "error",
                            "unknown-client",
                            "message",
                            user + " has no client " + client
                                    + ": none of that id, disabled, or of another audience."));
        }
        long seconds = expiresIn == null ? life.duration().toSeconds() : expiresIn;
        String token = sign(person, through, seconds, audience, scope);
        if (raw != null || accept.startsWith(MediaType.TEXT_PLAIN_VALUE)) {
            return answer(HttpStatus.OK).contentType(MediaType.TEXT_PLAIN).body(token);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", token);
        body.put("token_type", "Bearer");
        body.put("expires_in", seconds);
        return answer(HttpStatus.OK).contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private String sign(Person person, Client client, long seconds, String audience, @Nullable String scope) {
        List<String> scopes = scope == null ? client.scopes() : Arrays.asList(scope.split(" "));
        Instant now = clock.instant();
        Instant expires = now.plusSeconds(seconds);
        Instant issued = seconds > 0 ? now : expires.minus(life.duration());
        URI issuer =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUri();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(issuer.toString())
                .audience(List.of(audience))
                .id(UUID.randomUUID().toString())
                .issuedAt(issued)
                .notBefore(issued)
                .expiresAt(expires);
        AccessTokenClaims.describe(
                claims, person, client.id(), scopes, UUID.randomUUID().toString());
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256)
                .type(AccessTokenClaims.TYPE)
                .build();
        return encoder.encode(JwtEncoderParameters.from(header, claims.build())).getTokenValue();
    }

    private Map<String, Object> unknown(String user) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", "unknown-user");
        body.put("message", "There is no demo user " + user + ". Use one of those listed.");
        body.put("users", directory.people().stream().map(Person::user).toList());
        return body;
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status).header("Palm-Demo", "only").header("Cache-Control", "no-store");
    }
}
