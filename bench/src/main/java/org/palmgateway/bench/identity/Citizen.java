package org.palmgateway.bench.identity;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of many citizens who are signed in at the same application, each with a subject, a session and a name of their own.
 * The same number gives the same citizen.
 *
 * @param number which one, from 0
 */
record Citizen(int number) {

    /** How many of them the benchmarks take in turn: more than the nearest caches hold. */
    static final int SAMPLE = 8192;

    static final String AUDIENCE = "palm-gateway";

    static final Duration LIFE = Duration.ofMinutes(30);
    private static final String FAMILY = "王李张刘陈杨赵黄";
    private static final String GIVEN = "伟芳娜敏静丽强磊";

    /** The first so many citizens. */
    static Stream<Citizen> first(int count) {
        return IntStream.range(0, count).mapToObj(Citizen::new);
    }

    /** The claims of the access token as JSON: those that the gateway reads, and two that it only keeps. */
    String claims(String issuer, Instant now) {
        return claims(issuer, now, LIFE);
    }

    /** The same, for a token of another life. */
    String claims(String issuer, Instant now, Duration life) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", uuid(1).toString());
        claims.put("aud", List.of(AUDIENCE));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(life).getEpochSecond());
        claims.put("jti", uuid(2).toString());
        claims.put("sid", session());
        claims.put("client_id", "palm-mobile");
        claims.put("acr", "2");
        claims.put("palm_audience", "citizen");
        claims.put("scope", "openid profile affairs");
        claims.put("roles", List.of("applicant", "resident"));
        claims.put("name", name());
        claims.put("preferred_username", String.format(Locale.ROOT, "citizen-%08d", number));
        return JSONObjectUtils.toJSONString(claims);
    }

    String session() {
        return uuid(3).toString();
    }

    private String name() {
        char family = FAMILY.charAt(number & 7);
        return "" + family + GIVEN.charAt(number >> 3 & 7) + GIVEN.charAt(number >> 6 & 7);
    }

    private UUID uuid(int use) {
        return new UUID(0x330000_0000_4000L | (long) use << 48, 0x8000_0000_0000_0000L | number);
    }
}
