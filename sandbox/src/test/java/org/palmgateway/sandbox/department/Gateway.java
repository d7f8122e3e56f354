package org.palmgateway.sandbox.department;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Stands for the gateway: signs passports and publishes its key over HTTP, counting how often it is asked. */
final class Gateway implements AutoCloseable {

    private final ECKey key = key();
    private final AtomicInteger fetches = new AtomicInteger();
    private final HttpServer server;
    private volatile JWKSet published = new JWKSet(key.toPublicJWK());

    Gateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/jwks", exchange -> {
            fetches.incrementAndGet();
            byte[] body = published.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    URI keys() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
    }

    int fetches() {
        return fetches.get();
    }

    void publish(ECKey other) {
        published = new JWKSet(other.toPublicJWK());
    }

    String passport(String department) {
        return passport(department, claims -> claims);
    }

    String passport(String department, UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(key, "palm-passport+jwt", change.apply(claims(department)).build());
    }

    String passportOfType(String department, String type) {
        return signed(key, type, claims(department).build());
    }

    static String signed(ECKey key, String type, JWTClaimsSet claims) {
        try {
            SignedJWT passport = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType(type))
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            passport.sign(new ECDSASigner(key));
            return passport.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWTClaimsSet.Builder claims(String department) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer("http://127.0.0.1:8080")
                .subject("pairwise-of-zhang-wei")
                .audience(department)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim("name", "张伟")
                .claim("name_en", "Zhang Wei");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
