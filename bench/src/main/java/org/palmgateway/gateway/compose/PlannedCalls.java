package org.palmgateway.gateway.compose;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.palmgateway.auth.passport.PairwiseSecret;
import org.palmgateway.auth.passport.PassportKeys;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.bench.cache.BareRequest;
import org.palmgateway.bench.cache.Citizens;
import org.palmgateway.bench.compare.BenchBundle;
import org.palmgateway.bench.province.CompiledProvince;
import org.palmgateway.gateway.access.Authorize;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Steps;
import org.palmgateway.gateway.exchange.Trace;
import org.palmgateway.gateway.forward.Admission;
import org.palmgateway.gateway.forward.Reservation;
import org.palmgateway.gateway.limit.ApplyPolicy;
import org.palmgateway.gateway.limit.ChargeLimits;
import org.palmgateway.gateway.limit.LimitCounts;
import org.palmgateway.gateway.limit.LocalLimits;
import org.palmgateway.gateway.protect.Departments;
import org.palmgateway.gateway.settings.ComposeSettings;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.compose.Composition;
import org.palmgateway.routes.compose.Format;
import org.palmgateway.routes.compose.Plan;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.Snapshot;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Calls of five branches by a citizen who may make them, planned and then given up. No branch is sent. In this package to see the plan. */
@NullMarked
@State(Scope.Thread)
public class PlannedCalls {

    private static final RegionTree REGIONS = Divisions.zhejiang();
    private static final int ROLES = 2;
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    private final BareRequest request =
            new BareRequest(URI.create("http://127.0.0.1:8080/five"), BareRequest.headers());
    private final Facts facts = facts();
    private final List<Branch> branches = composition(facts).branches();
    private final Composing composing = composing(Clock.systemUTC());

    /** Sends nothing. */
    private static final class NoCalls implements BranchCalls {

        @Override
        public Mono<Received> send(BranchRequest request, Format format, Facts facts, @Nullable Reservation place) {
            return Mono.error(new IllegalStateException("a branch is sent (expected: the plan alone)"));
        }

        @Override
        public long received() {
            return 0;
        }

        @Override
        public Mono<Received> fromTheCache(BranchRequest request, Format format, Facts facts) {
            return Mono.error(new IllegalStateException("the cache is asked (expected: the plan alone)"));
        }
    }

    private static Composition composition(Facts facts) {
        return Objects.requireNonNull(facts.route().route().composition(), "composition");
    }

    private static Facts facts() {
        Snapshot snapshot = CompiledProvince.compile(
                        List.of(new BundleReader(REGIONS).read("bench", "bench.yaml", BenchBundle.text(NOBODY))),
                        REGIONS)
                .snapshot();
        RegionChain chain = REGIONS.chain("330100").orElseThrow();
        NormalPath path = path();
        Match.Hit hit = (Match.Hit) snapshot.index().find("GET", path, chain);
        return Facts.of("01J0000000000000000000000", Trace.from(List.of()), snapshot, System.nanoTime(), "192.0.2.1")
                .withMatch(path, chain, hit)
                .withPrincipal(Citizens.citizen(1, ROLES))
                .withPolicy(snapshot.policies().of(hit.route(), "palm-mobile", 0));
    }

    private static NormalPath path() {
        try {
            return NormalPath.of("/five");
        } catch (MalformedPath e) {
            throw new IllegalStateException(e);
        }
    }

    private static Composing composing(Clock clock) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        TrafficMeters traffic = new TrafficMeters(meters);
        Departments departments = new Departments(Departments.MAXIMUM, System::nanoTime, transition -> {});
        return new Composing(
                new ComposeSettings(DataSize.ofKilobytes(256), DataSize.ofMegabytes(1), DataSize.ofMegabytes(4), null),
                new Steps(List.of(new Authorize(Map.of(), Set.of()), new ApplyPolicy())),
                new ChargeLimits(new LocalLimits(1000, clock), traffic, new LimitCounts()),
                new Admission(departments, traffic, clock),
                new Passports(
                        new PassportKeys(clock),
                        Passports.Settings.of("https://palm.example", new PairwiseSecret(new byte[32])),
                        clock),
                new ComposeMeters(meters),
                Schedulers.immediate(),
                Schedulers::parallel);
    }

    Plan order() {
        return Plan.of(branches);
    }

    Call plan() {
        Call call = Objects.requireNonNull(
                composing.begin(request, facts, new NoCalls()).block(), "no plan");
        Composing.end(call);
        return call;
    }
}
