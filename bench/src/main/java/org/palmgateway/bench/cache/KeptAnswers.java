package org.palmgateway.bench.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.http.HttpHeaders;

/** Answers that are in the cache, under keys drawn from all there are; too small to gain by a content coding. */
@State(Scope.Thread)
public class KeptAnswers {

    private static final int SAMPLE = 8192;
    private static final long SEED = 330000;
    private static final int OCTETS = 400;

    /** Who shares them. */
    @Param({"public", "user"})
    public String audience = "public";

    /** How many keys there are. */
    @Param({"100", "100000"})
    public int keys;

    private final FilledCache cache = new FilledCache();
    private final HttpHeaders headers = BareRequest.headers();
    private final InstantDepartment department = InstantDepartment.withOwnTexts(SampleBody.of(OCTETS));
    private List<Asked> sample = List.of();
    private int turn;

    /** Stores them. */
    @Setup(Level.Trial)
    public void prepare() {
        SampleRoutes routes = new SampleRoutes();
        for (int key = 0; key < keys; key++) {
            cache.ask(asked(routes, key), headers, department);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        List<Asked> drawn = new ArrayList<>(SAMPLE);
        for (int i = 0; i < SAMPLE; i++) {
            drawn.add(asked(routes, random.nextInt(keys)));
        }
        sample = List.copyOf(drawn);
        if (cache.fill().keys() != keys) {
            throw new IllegalStateException("keys: " + cache.fill().keys() + " (expected: " + keys + ")");
        }
    }

    private Asked asked(SampleRoutes routes, int key) {
        return audience.equals("user") ? routes.ofCitizen(key) : routes.ofEveryone(key);
    }

    BareAnswer askForNext() {
        turn = (turn + 1) % SAMPLE;
        return cache.ask(sample.get(turn), headers, exchange -> {
            throw new IllegalStateException("the department was asked (expected: a hit)");
        });
    }
}
