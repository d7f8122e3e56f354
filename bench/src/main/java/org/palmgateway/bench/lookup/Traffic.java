package org.palmgateway.bench.lookup;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
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
import org.palmgateway.routes.index.RouteIndex;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.region.RegionTree;

/**
 * An index of a given size and a few thousand requests that are asked in turn: nine of ten have a route. Drawn from all
 * routes, so that at 100,000 routes most of what a lookup touches is not in the nearest caches.
 */
@State(Scope.Thread)
public class Traffic {

    private static final int REQUESTS = 8192;
    private static final int MISSES = REQUESTS / 10;
    private static final long SEED = 330000;

    /** The number of routes in the index. */
    @Param({"10", "1000", "100000"})
    public int routes;

    private RouteIndex index = RouteIndex.EMPTY;
    private List<Question> questions = List.of();
    private List<Question> misses = List.of();
    private int turn;

    /** Prepares the index and the requests. */
    @Setup(Level.Trial)
    public void prepare() throws MalformedPath {
        GeneratedProvince province =
                GeneratedProvince.of(routes, SEED, URI.create("http://127.0.0.1:9"), Audiences.MIXED);
        CompiledProvince compiled = CompiledProvince.of(province);
        RegionTree regions = compiled.snapshot().regions();
        index = compiled.snapshot().index();
        Random random = new Random(SEED);
        List<Question> asked = new ArrayList<>();
        for (SampleRequest request : SampleRequest.hits(province, REQUESTS, random)) {
            boolean miss = asked.size() < MISSES;
            asked.add(Question.of(miss ? request.missing(random) : request, regions));
        }
        misses = List.copyOf(asked.subList(0, MISSES));
        check(asked);
        Collections.shuffle(asked, random);
        questions = List.copyOf(asked);
    }

    private void check(List<Question> asked) {
        long found = asked.stream().filter(question -> question.isHit(index)).count();
        if (found != REQUESTS - MISSES) {
            throw new IllegalStateException("hits: " + found + " (expected: " + (REQUESTS - MISSES) + ")");
        }
    }

    RouteIndex index() {
        return index;
    }

    Question next() {
        turn = (turn + 1) % REQUESTS;
        return questions.get(turn);
    }

    Question nextMiss() {
        turn = (turn + 1) % MISSES;
        return misses.get(turn);
    }
}
