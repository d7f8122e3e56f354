package org.palmgateway.bench.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.palmgateway.auth.passport.PairwiseSecret;
import org.palmgateway.auth.passport.Passport;
import org.palmgateway.auth.passport.PassportKeys;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.auth.passport.Recipient;
import org.palmgateway.auth.token.Principal;

/** A passport of each of several thousand citizens for one department, which learns their names. */
@State(Scope.Thread)
public class KnownPassports {

    static final Recipient DEPARTMENT = new Recipient("civil-affairs", false, Set.of("name"));
    static final Passports.Settings SETTINGS =
            Passports.Settings.of("https://palm.example", new PairwiseSecret(new byte[32]));

    // Costs as much to read as the true clock, but stands still until midnight: a passport is handed out for 40 s only.
    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofDays(1));
    private final Passports passports = new Passports(new PassportKeys(clock), SETTINGS, clock);
    private final KnownCallers callers = new KnownCallers();
    private List<Passport> minted = List.of();

    /** Mints the passports. */
    @Setup(Level.Trial)
    public void mint() {
        minted = callers.all().stream().map(this::passport).toList();
    }

    /** Makes sure that no minting was measured. */
    @TearDown(Level.Trial)
    public void check() {
        if (!minted.equals(callers.all().stream().map(this::passport).toList())) {
            throw new IllegalStateException("passports: minted again (expected: handed out again)");
        }
    }

    Passport next() {
        return passport(callers.next());
    }

    private Passport passport(Principal caller) {
        return passports.passport(caller, DEPARTMENT);
    }
}
