package org.palmgateway.bench.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.palmgateway.auth.keys.IssuerKeys;
import org.palmgateway.auth.token.Issuer;
import org.palmgateway.auth.token.TokenVerifier;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** An issuer with one key, which it publishes over HTTP for as long as it is open. */
public final class TokenIssuer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int RSA_BITS = 2048;

    private final Clock clock;
    private final JWSHeader header;
    private final JWSSigner signer;
    private final DisposableServer server;

    private TokenIssuer(JWSAlgorithm algorithm, String type, JWK key, JWSSigner signer, Clock clock) {
        this.clock = clock;
        this.header = new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build();
        this.signer = signer;
        String keys = new JWKSet(key).toString();
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.header("Content-Type", "application/jwk-set+json")
                        .sendString(Mono.just(keys)))
                .bindNow();
    }

    /**
     * Opens an issuer with a key of its own.
     *
     * @param algorithm what it signs with: RS256, with a key of 2048 bits, or ES256
     * @param clock the time that tokens are dated by and verified at
     */
    static TokenIssuer open(String algorithm, Clock clock) throws JOSEException {
        return open(algorithm, "at+jwt", clock);
    }

    /**
     * Opens an issuer whose tokens have another type.
     *
     * @param algorithm what it signs with: RS256, with a key of 2048 bits, or ES256
     * @param type the tokens' {@code typ}
     * @param clock the time that tokens are dated by and verified at
     * @throws JOSEException when a key cannot be made
     */
    public static TokenIssuer open(String algorithm, String type, Clock clock) throws JOSEException {
        switch (algorithm) {
            case "RS256" -> {
                RSAKey key =
                        new RSAKeyGenerator(RSA_BITS).keyIDFromThumbprint(true).generate();
                return new TokenIssuer(JWSAlgorithm.RS256, type, key, new RSASSASigner(key), clock);
            }
            case "ES256" -> {
                ECKey key = new ECKeyGenerator(Curve.P_256)
                        .keyIDFromThumbprint(true)
                        .generate();
                return new TokenIssuer(JWSAlgorithm.ES256, type, key, new ECDSASigner(key), clock);
            }
            default -> throw new IllegalArgumentException("algorithm: " + algorithm + " (expected: RS256 or ES256)");
        }
    }

    /** Returns its identifier, which is also where its key is. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    String token(Citizen citizen) throws JOSEException {
        return token(citizen, Citizen.LIFE);
    }

    private String token(Citizen citizen, Duration life) throws JOSEException {
        JWSObject token = new JWSObject(header, new Payload(citizen.claims(uri().toString(), clock.instant(), life)));
        token.sign(signer);
        return token.serialize();
    }

    /**
     * Returns tokens of different citizens.
     *
     * @param count how many
     * @throws JOSEException when one cannot be signed
     */
    public List<String> tokens(int count) throws JOSEException {
        return tokens(count, Citizen.LIFE);
    }

    /**
     * Returns tokens of different citizens that live as long as one likes.
     *
     * @param count how many
     * @param life how long they are valid from now on
     * @throws JOSEException when one cannot be signed
     */
    public List<String> tokens(int count, Duration life) throws JOSEException {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tokens.add(token(new Citizen(i), life));
        }
        return List.copyOf(tokens);
    }

    /** A verifier that has fetched the key: it works on when this issuer is closed, for some minutes. */
    TokenVerifier verifier() throws JOSEException {
        Issuer trusted = Issuer.of(uri(), Citizen.AUDIENCE).withKeys(uri());
        TokenVerifier verifier =
                new TokenVerifier(List.of(trusted), new IssuerKeys(IssuerKeys.Settings.defaults(), clock), clock);
        verifier.verify(token(new Citizen(0))).block(PATIENCE);
        return verifier;
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
