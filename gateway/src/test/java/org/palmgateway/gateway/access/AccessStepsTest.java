package org.palmgateway.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.auth.dpop.DpopProofs;
import org.palmgateway.auth.keys.IssuerKeys;
import org.palmgateway.auth.replay.LocalSeenOnce;
import org.palmgateway.auth.revocation.LocalRevocations;
import org.palmgateway.auth.token.AssuranceLevels;
import org.palmgateway.auth.token.Issuer;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.auth.token.TokenVerifier;
import org.palmgateway.auth.token.VerifiedTokens;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Step;
import org.palmgateway.gateway.exchange.TestExchange;
import org.palmgateway.gateway.exchange.Verdict;
import org.palmgateway.gateway.match.TestProvince;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.routes.snapshot.Snapshot;
import reactor.test.StepVerifier;

class AccessStepsTest {

    /** Header and claims of a token of issuer http://127.0.0.1:1, where nobody listens. */
    private static final String UNVERIFIABLE = "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6ImsxIn0"
            + ".eyJpc3MiOiJodHRwOi8vMTI3LjAuMC4xOjEiLCJzdWIiOiJhIn0.c2ln";

    private final Snapshot snapshot = TestProvince.snapshot();
    private final Facts open = TestProvince.matched(snapshot, "GET", "/guides/birth");
    private final Facts closed = TestProvince.matched(snapshot, "GET", "/insurance/records");
    private final Step authenticate = new Authenticate(
            tokens(),
            new ProofOfPossession(
                    new DpopProofs(
                            DpopProofs.Settings.defaults(),
                            new LocalSeenOnce(10, Clock.systemUTC()),
                            Clock.systemUTC()),
                    null));
    private final Step authorize = new Authorize(
            Map.of("http://127.0.0.1:1", new AssuranceLevels(Map.of("face", 3, "card", 4, "sms", 2))), Set.of("kiosk"));

    private static VerifiedTokens tokens() {
        Clock clock = Clock.systemUTC();
        IssuerKeys keys = new IssuerKeys(IssuerKeys.Settings.defaults(), clock);
        List<Issuer> issuers = List.of(Issuer.of(URI.create("http://127.0.0.1:1"), "palm-gateway"));
        return new VerifiedTokens(
                new TokenVerifier(issuers, keys, clock)::verify,
                new LocalRevocations(Duration.ofHours(1), 10, clock),
                VerifiedTokens.Settings.defaults(),
                clock);
    }

    @Test
    void tokenIsNotLookedAtOnAPublicRoute() {
        StepVerifier.create(authenticate.take(
                        TestExchange.request("GET", "/guides/birth", "Authorization", "Bearer nonsense"), open))
                .expectNext(new Verdict.Continue(open))
                .verifyComplete();
    }

    @Test
    void missingTokenIsAskedForWithItsAudience() {
        StepVerifier.create(authenticate.take(TestExchange.request("GET", "/insurance/records"), closed))
                .expectNext(new Verdict.Answer(new AccessProblem.TokenMissing("citizen")))
                .verifyComplete();
    }

    @Test
    void badTokenIsRefusedWithTheReason() {
        StepVerifier.create(authenticate.take(
                        TestExchange.request("GET", "/insurance/records", "Authorization", "Bearer nonsense"), closed))
                .expectNext(new Verdict.Answer(new AccessProblem.TokenRefused("malformed")))
                .verifyComplete();
    }

    @Test
    void callerIsNotBlamedWhenTheKeysCannotBeHad() {
        StepVerifier.create(authenticate.take(
                        TestExchange.request("GET", "/insurance/records", "Authorization", "Bearer " + UNVERIFIABLE),
                        closed))
                .expectNext(new Verdict.Answer(new AccessProblem.IdentityUnavailable()))
                .verifyComplete();
    }

    @Test
    void principalWithTheRightsPasses() {
        Facts facts = closed.withPrincipal(principal("citizen", Set.of("insurance.read")));

        StepVerifier.create(authorize.take(TestExchange.request("GET", "/insurance/records"), facts))
                .expectNext(new Verdict.Continue(facts))
                .verifyComplete();
    }

    @Test
    void principalWithoutTheRightsIsToldWhatItLacks() {
        Facts facts = closed.withPrincipal(principal("citizen", Set.of()));

        StepVerifier.create(authorize.take(TestExchange.request("GET", "/insurance/records"), facts))
                .expectNext(new Verdict.Answer(new AccessProblem.InsufficientScope(Set.of("insurance.read"))))
                .verifyComplete();
    }

    @Test
    void nobodyPassesWhereSomebodyIsNeeded() {
        StepVerifier.create(authorize.take(TestExchange.request("GET", "/insurance/records"), closed))
                .expectNext(new Verdict.Answer(new AccessProblem.TokenMissing("citizen")))
                .verifyComplete();
    }

    @Test
    void nobodyPassesOnAPublicRoute() {
        StepVerifier.create(authorize.take(TestExchange.request("GET", "/guides/birth"), open))
                .assertNext(verdict -> assertThat(verdict).isEqualTo(new Verdict.Continue(open)))
                .verifyComplete();
    }

    private static Principal principal(String audience, Set<String> scopes) {
        return new Principal(
                "http://127.0.0.1:1",
                "a",
                audience,
                "phone",
                Set.of(),
                scopes,
                "1",
                1,
                "s-1",
                "",
                Map.of(),
                Instant.EPOCH,
                Instant.MAX);
    }
}
