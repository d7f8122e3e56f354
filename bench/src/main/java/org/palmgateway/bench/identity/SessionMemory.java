package org.palmgateway.bench.identity;

import java.lang.ref.Reference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import org.palmgateway.auth.passport.PassportKeys;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.auth.revocation.LocalRevocations;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.auth.token.VerifiedTokens;
import org.palmgateway.bench.heap.UsedHeap;
import org.palmgateway.bench.report.Table;
import reactor.core.publisher.Mono;

/**
 * Measures the heap that remembered sessions keep in use: of each verified token, and of each passport besides. By used heap
 * after collections, before and after; meant for a fresh process with {@code -XX:+UseSerialGC
 * -XX:SoftRefLRUPolicyMSPerMB=0}. Time stands still meanwhile, so that nothing ends.
 */
public final class SessionMemory {

    private static final String ISSUER = "https://id.palm.example/realms/citizens";
    private static final int WARM_UP = 2000;

    private final Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    private final PassportKeys keys = new PassportKeys(clock);

    private SessionMemory() {}

    /**
     * Measures and prints.
     *
     * @param arguments the number of sessions, and of how many of them passports are minted, at about a millisecond each
     */
    public static void main(String[] arguments) {
        int sessions = Integer.parseInt(arguments[0]);
        int withPassport = Integer.parseInt(arguments[1]);
        SessionMemory memory = new SessionMemory();
        // Loads the classes and fills what is filled once, so that neither is counted.
        memory.passports(memory.sessions(WARM_UP), WARM_UP);
        UsedHeap.now();
        memory.measure(sessions, withPassport);
    }

    private void measure(int sessions, int withPassport) {
        long before = UsedHeap.now();
        VerifiedTokens tokens = sessions(sessions);
        long withTokens = UsedHeap.now();
        Passports passports = passports(tokens, withPassport);
        long withPassports = UsedHeap.now();
        try {
            checkRemembered(tokens, sessions);
        } finally {
            Reference.reachabilityFence(tokens);
            Reference.reachabilityFence(passports);
        }
        Table table = new Table("what", "how many", "heap", "octets each");
        addRow(table, "verified token", sessions, withTokens - before);
        addRow(table, "passport", withPassport, withPassports - withTokens);
        table.print();
    }

    /** A memory that holds as many tokens as it may. */
    private VerifiedTokens sessions(int count) {
        ParsedClaims claims = new ParsedClaims(ISSUER);
        VerifiedTokens.Settings defaults = VerifiedTokens.Settings.defaults();
        VerifiedTokens tokens = new VerifiedTokens(
                token -> Mono.fromSupplier(() -> claims.principal(token)),
                new LocalRevocations(Duration.ofHours(1), 1, clock),
                new VerifiedTokens.Settings(
                        count, defaults.refusedFor(), defaults.maximumRefused(), defaults.maximumTokenLength()),
                clock);
        Citizen.first(count).forEach(citizen -> principal(tokens, citizen));
        return tokens;
    }

    /** A memory that holds as many passports as it may, each of another session. */
    private Passports passports(VerifiedTokens tokens, int count) {
        Passports.Settings usual = KnownPassports.SETTINGS;
        Passports passports = new Passports(
                keys,
                new Passports.Settings(usual.issuer(), usual.life(), usual.freshFor(), usual.pairwiseSecret(), count),
                clock);
        Citizen.first(count)
                .forEach(citizen -> passports.passport(principal(tokens, citizen), KnownPassports.DEPARTMENT));
        return passports;
    }

    /** The token is its claims in the clear, since nothing of a token is kept but its hash. */
    private Principal principal(VerifiedTokens tokens, Citizen citizen) {
        return Objects.requireNonNull(
                tokens.principal(citizen.claims(ISSUER, clock.instant())).block());
    }

    private void checkRemembered(VerifiedTokens tokens, int sessions) {
        long before = tokens.stats().verifications();
        Citizen.first(sessions).forEach(citizen -> principal(tokens, citizen));
        long forgotten = tokens.stats().verifications() - before;
        if (forgotten > 0) {
            throw new IllegalStateException("forgotten: " + forgotten + " of " + sessions + " (expected: 0)");
        }
    }

    private static void addRow(Table table, String what, int count, long octets) {
        table.row(
                what,
                String.format(Locale.ROOT, "%,d", count),
                String.format(Locale.ROOT, "%,.1f MiB", octets / 1048576.0),
                String.format(Locale.ROOT, "%,d", Math.round((double) octets / count)));
    }
}
