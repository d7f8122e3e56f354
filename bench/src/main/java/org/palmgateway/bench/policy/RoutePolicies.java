package org.palmgateway.bench.policy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.palmgateway.bench.province.Audiences;
import org.palmgateway.bench.province.CompiledProvince;
import org.palmgateway.bench.province.GeneratedProvince;
import org.palmgateway.bench.province.SampleRequest;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.policy.Policy;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.Settings;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;

/** Routes under policies of the province, a city and an application, each of which has a limit; asked about in turn. */
@State(Scope.Thread)
public class RoutePolicies {

    private static final int SAMPLE = 8192;
    private static final long SEED = 330000;
    private static final String ISSUER = "https://id.palm.example";
    private static final String CLIENT = "palm-mobile";

    /** The number of routes in the snapshot. */
    @Param({"1000", "100000"})
    public int routes;

    private final PolicyBook book = PolicyBook.EMPTY.with(List.of(
            change("region/330000", Dimension.CITIZEN),
            change("region/330100", Dimension.REGION),
            change("application/" + CLIENT, Dimension.APPLICATION)));
    private Snapshot snapshot = Snapshot.empty(Divisions.zhejiang());
    private List<CompiledRoute> sample = List.of();
    private int turn;

    private static PolicyBook.Change change(String place, Dimension per) {
        Limit limit = new Limit("steady", 1000, Duration.ofSeconds(1), 1000, EnumSet.of(per), Limit.Mode.ENFORCE);
        return new PolicyBook.Change.OfPolicy(Target.of(place), new Policy(List.of(limit), Settings.NONE));
    }

    /** Compiles the routes and draws from them. */
    @Setup(Level.Trial)
    public void prepare() throws MalformedPath {
        GeneratedProvince province =
                GeneratedProvince.of(routes, SEED, URI.create("http://127.0.0.1:9"), Audiences.MIXED);
        snapshot = CompiledProvince.of(province).snapshot();
        snapshot = changed();
        List<CompiledRoute> drawn = new ArrayList<>();
        for (SampleRequest request : SampleRequest.hits(province, SAMPLE, new Random(SEED))) {
            Match match = snapshot.index()
                    .find(
                            request.method(),
                            NormalPath.of(request.path()),
                            snapshot.regions().chain(request.region()).orElseThrow());
            drawn.add(((Match.Hit) match).route());
        }
        sample = List.copyOf(drawn);
    }

    CompiledRoute next() {
        turn = (turn + 1) % SAMPLE;
        return sample.get(turn);
    }

    AppliedPolicy ofNext() {
        return snapshot.policy(next(), ISSUER, CLIENT, 0);
    }

    /** Returns the snapshot after a change of policies, which needs all of them worked out anew. */
    Snapshot changed() {
        return new SnapshotCompiler().compile(snapshot, book, Instant.EPOCH);
    }
}
