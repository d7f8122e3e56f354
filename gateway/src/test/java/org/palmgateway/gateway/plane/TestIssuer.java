package org.palmgateway.gateway.plane;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** An OpenID Connect issuer of which only discovery and keys are real; tokens are made in the test. */
public final class TestIssuer implements AutoCloseable {

    private final RSAKey key;
    private final DisposableServer server;

    public TestIssuer() {
        try {
            key = new RSAKeyGenerator(2048)
                    .keyID("k1")
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                                "/.well-known/openid-configuration",
                                (request, response) -> response.sendString(Mono.fromSupplier(
                                        () -> "{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + uri() + "/keys\"}")))
                        .get(
                                "/keys",
                                (request, response) ->
                                        response.sendString(Mono.just(new JWKSet(key.toPublicJWK()).toString()))))
                .bindNow();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** A citizen with all scopes that the tests' routes ask for. */
    public String citizen() {
        return token(claims -> claims);
    }

    public String official(String... roles) {
        return token(claims -> claims.claim("palm_audience", "official").claim("roles", List.of(roles)));
    }

    /** A token for a citizen, with changes. */
    public String token(UnaryOperator<JWTClaimsSet.Builder> changes) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(uri().toString())
                .subject("citizen-1")
                .audience("palm-gateway")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))))
                .claim("palm_audience", "citizen")
                .claim("client_id", "phone")
                .claim("scope", "read write")
                .claim("name", "张伟")
                .claim("phone", "13800000000")
                .claim("sid", "session-1");
        return signed("at+jwt", changes.apply(claims).build());
    }

    /** Whatever claims, signed by this issuer. */
    public String signed(String type, JWTClaimsSet claims) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(type))
                        .keyID("k1")
                        .build(),
                claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
