package org.palmgateway.gateway.plane;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.palmgateway.auth.dpop.DpopProofs;
import org.palmgateway.auth.exchange.ExchangedTokens;
import org.palmgateway.auth.keys.IssuerKeys;
import org.palmgateway.auth.logout.LogoutIssuer;
import org.palmgateway.auth.logout.LogoutTokens;
import org.palmgateway.auth.passport.PairwiseSecret;
import org.palmgateway.auth.passport.PassportKeys;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.auth.replay.LocalSeenOnce;
import org.palmgateway.auth.replay.SeenOnce;
import org.palmgateway.auth.revocation.LocalRevocations;
import org.palmgateway.auth.revocation.SweptRevocations;
import org.palmgateway.auth.token.AssuranceLevels;
import org.palmgateway.auth.token.Introspection;
import org.palmgateway.auth.token.Issuer;
import org.palmgateway.auth.token.TokenChecks;
import org.palmgateway.auth.token.TokenVerifier;
import org.palmgateway.auth.token.VerifiedTokens;
import org.palmgateway.gateway.access.Authorize;
import org.palmgateway.gateway.admin.ManagedIssuer;
import org.palmgateway.gateway.admin.ManagedIssuers;
import org.palmgateway.gateway.settings.DpopSettings;
import org.palmgateway.gateway.settings.IdentitySettings;
import org.palmgateway.gateway.settings.IssuerSettings;
import org.palmgateway.gateway.settings.PalmSettings;
import org.palmgateway.gateway.settings.PassportSettings;
import org.palmgateway.gateway.signin.BackchannelLogout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Who is calling, and how departments are told: shared by both planes. */
@Configuration(proxyBeanMethods = false)
class IdentityParts {

    private static final int CONNECTIONS_TO_AN_ISSUER = 100;
    private static final Duration SWEPT_AFTER = Duration.ofSeconds(1);
    private static final Duration EXCHANGED_RENEWED_BEFORE = Duration.ofSeconds(10);

    @Bean(destroyMethod = "dispose")
    ConnectionProvider issuerConnections() {
        return ConnectionProvider.builder("palm-issuers")
                .maxConnections(CONNECTIONS_TO_AN_ISSUER)
                .maxIdleTime(Duration.ofSeconds(30))
                .build();
    }

    @Bean
    IssuerClients issuerClients(ConnectionProvider issuerConnections, ReactorResourceFactory eventLoops, Clock clock) {
        HttpClient http = HttpClient.create(issuerConnections).runOn(eventLoops.getLoopResources());
        return new IssuerClients(http, clock);
    }

    @Bean
    IssuerKeys issuerKeys(IssuerClients clients, Clock clock) {
        return new IssuerKeys(clients.http(), IssuerKeys.Settings.defaults(), clock);
    }

    /** A revocation may be forgotten when every token from before it has expired, clock skew included. */
    @Bean
    LocalRevocations localRevocations(PalmSettings settings, Clock clock) {
        Duration longest = settings.identity().issuers().stream()
                .map(issuer -> issuer.maximumLife().plus(issuer.clockSkew().multipliedBy(2)))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ofMinutes(1));
        return new LocalRevocations(longest, settings.identity().maximumRevocations(), clock);
    }

    @Bean
    SweptRevocations revocations(
            LocalRevocations local, VerifiedTokens tokens, Passports passports, ExchangedTokens exchanged) {
        return new SweptRevocations(
                local, List.of(tokens, passports, exchanged), SWEPT_AFTER, Schedulers.boundedElastic());
    }

    @Bean
    VerifiedTokens verifiedTokens(
            PalmSettings settings, IssuerKeys keys, IssuerClients clients, LocalRevocations revocations, Clock clock) {
        IdentitySettings identity = settings.identity();
        List<Issuer> issuers =
                identity.issuers().stream().map(IssuerSettings::issuer).toList();
        List<Introspection> opaque =
                identity.issuers().stream().flatMap(clients::introspection).toList();
        VerifiedTokens.Settings defaults = VerifiedTokens.Settings.defaults();
        VerifiedTokens.Settings bounds = new VerifiedTokens.Settings(
                identity.maximumTokens(),
                defaults.refusedFor(),
                defaults.maximumRefused(),
                defaults.maximumTokenLength());
        return new VerifiedTokens(
                new TokenChecks(new TokenVerifier(issuers, keys, clock), opaque), revocations, bounds, clock);
    }

    @Bean
    ExchangedTokens exchangedTokens(PalmSettings settings, IssuerClients clients, Clock clock) {
        return new ExchangedTokens(
                clients.exchanges(settings.identity().issuers()),
                settings.identity().maximumPassports(),
                EXCHANGED_RENEWED_BEFORE,
                clock);
    }

    @Bean
    SeenOnce seenOnce(PalmSettings settings, Clock clock) {
        return new LocalSeenOnce(settings.identity().dpop().maximumProofs(), clock);
    }

    @Bean
    DpopProofs dpopProofs(PalmSettings settings, SeenOnce seen, Clock clock) {
        DpopSettings dpop = settings.identity().dpop();
        DpopProofs.Settings defaults = DpopProofs.Settings.defaults();
        return new DpopProofs(
                new DpopProofs.Settings(dpop.life(), dpop.clockSkew(), defaults.maximumLength()), seen, clock);
    }

    /** Ids of logout tokens are remembered apart, so that no number of proofs keeps a session from ending. */
    @Bean
    LogoutTokens logoutTokens(PalmSettings settings, IssuerKeys keys, SweptRevocations revocations, Clock clock) {
        List<LogoutIssuer> issuers = settings.identity().issuers().stream()
                .map(issuer -> new LogoutIssuer(issuer.issuer(), issuer.logoutClients()))
                .toList();
        SeenOnce seen = new LocalSeenOnce(settings.identity().maximumRevocations(), clock);
        return new LogoutTokens(issuers, keys, seen, revocations, clock);
    }

    @Bean
    ManagedIssuers managedIssuers(PalmSettings settings, IssuerClients clients) {
        String logoutUri = settings.dataPlane().publicUri() == null
                ? ""
                : settings.dataPlane().publicUri() + BackchannelLogout.PATH;
        Map<String, ManagedIssuer> managed = new HashMap<>();
        for (IssuerSettings issuer : settings.identity().issuers()) {
            managed.put(issuer.issuer().uri().toString(), clients.managed(issuer, logoutUri));
        }
        return new ManagedIssuers(managed);
    }

    @Bean
    Authorize authorize(PalmSettings settings) {
        Map<String, AssuranceLevels> levels = new HashMap<>();
        for (IssuerSettings issuer : settings.identity().issuers()) {
            levels.put(issuer.issuer().uri().toString(), issuer.issuer().assuranceLevels());
        }
        return new Authorize(levels, settings.identity().dpop().applications());
    }

    @Bean
    PassportKeys passportKeys(PalmSettings settings, Clock clock) {
        Duration margin = Duration.ofMinutes(10);
        return new PassportKeys(settings.identity().passport().rotateEvery(), margin, margin, clock);
    }

    @Bean
    Passports passports(PassportKeys keys, PalmSettings settings, Clock clock) {
        IdentitySettings identity = settings.identity();
        PassportSettings passport = identity.passport();
        Duration freshFor = passport.life().multipliedBy(2).dividedBy(3);
        String text = passport.pairwiseSecret();
        PairwiseSecret secret =
                new PairwiseSecret(text == null ? unusedSecret() : text.getBytes(StandardCharsets.UTF_8));
        return new Passports(
                keys,
                new Passports.Settings(
                        passport.issuer(), passport.life(), freshFor, secret, identity.maximumPassports()),
                clock);
    }

    /** Without an issuer nobody signs in and no passport is ever made. */
    private static byte[] unusedSecret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }
}
