package org.palmgateway.bench.cache;

import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.http.HttpHeaders;

/** Answers that are not kept, are kept in a content coding, or that callers have already; a hundred of each, for everyone. */
@State(Scope.Thread)
public class OtherAnswers {

    private static final int COUNT = 100;
    private static final int OCTETS = 400;
    private static final int WORTH_ENCODING = 4000;

    private final FilledCache cache = new FilledCache();
    private final HttpHeaders headers = BareRequest.headers();
    private final HttpHeaders conditional = BareRequest.headers("If-None-Match", "\"5f3c2a1b9d8e7f60-gzip\"");
    private final InstantDepartment department = InstantDepartment.sharing(SampleBody.of(OCTETS));
    private List<Asked> kept = List.of();
    private List<Asked> notKept = List.of();
    private int turn;

    /** Stores those that are kept, and has them encoded. */
    @Setup(Level.Trial)
    public void prepare() {
        SampleRoutes routes = new SampleRoutes();
        InstantDepartment large = InstantDepartment.withOwnTexts(SampleBody.of(WORTH_ENCODING));
        kept = IntStream.range(0, COUNT).mapToObj(routes::ofEveryone).toList();
        notKept = IntStream.range(0, COUNT).mapToObj(routes::ofNobody).toList();
        for (Asked asked : kept) {
            cache.ask(asked, headers, large);
            cache.ask(asked, headers, large);
        }
        String coding = askForEncoded().getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
        if (!"gzip".equals(coding)) {
            throw new IllegalStateException("Content-Encoding: " + coding + " (expected: gzip)");
        }
    }

    private Asked next(List<Asked> all) {
        turn = (turn + 1) % COUNT;
        return all.get(turn);
    }

    BareAnswer askForUncached() {
        return cache.ask(next(notKept), headers, department);
    }

    BareAnswer askForEncoded() {
        return cache.ask(next(kept), headers, department);
    }

    BareAnswer askForChanges() {
        return cache.ask(next(kept), conditional, department);
    }
}
