package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.RudeDepartment;

/** Of eight branches one hangs, one resets and one returns garbage; the answer is the same every time. */
class HangingResettingGarbageTest {

    private static final String BRANCHES = """
            - { id: one, department: a, path: /a/1 }
            - { id: hangs, department: h, path: /h/x, timeout: 500ms }
            - { id: two, department: b, path: /b/2 }
            - { id: resets, department: r, path: /r/x }
            - { id: three, department: c, path: /c/3 }
            - { id: garbage, department: g, path: /g/x }
            - { id: four, department: d, path: /d/4 }
            - { id: five, department: a, path: /a/5, query: { of: /branches/one/n } }
            """;

    private static final int CALLERS = 10;

    @TempDir
    private Path directory;

    private final RudeDepartment hangs = new RudeDepartment(RudeDepartment::hang);
    private final RudeDepartment resets = new RudeDepartment(RudeDepartment::reset);
    private final RudeDepartment garbage =
            new RudeDepartment(socket -> RudeDepartment.write(socket, "\u0001\u0002garbage\r\n\r\nmore of it\r\n"));

    private void in(Consumer<ComposedProvince> test) {
        try (hangs;
                resets;
                garbage;
                ComposedProvince province = ComposedProvince.with()
                        .departments("a", "b", "c", "d")
                        .departmentAt("h", hangs.url(), ComposedProvince.PATIENT)
                        .departmentAt("r", resets.url(), ComposedProvince.PATIENT)
                        .departmentAt("g", garbage.url(), ComposedProvince.PATIENT)
                        .composed("GET", "/eight", BRANCHES, "policy: { deadline: 20s }")
                        .start(directory)) {
            for (String path : new String[] {"/a/1", "/b/2", "/c/3", "/d/4", "/a/5"}) {
                province.on(path, "{\"n\":\"" + path + "\"}");
            }
            test.accept(province);
        }
    }

    /** What is the same every time: all but the times. */
    private static String withoutTimes(HttpResponse<String> answer) {
        String fields = answer.headers().firstValue("Proxy-Status").orElse("none");
        String body = answer.body().replaceAll("\"(ms|age)\":[0-9]+", "\"$1\":_");
        return answer.statusCode() + " " + fields + " " + body;
    }

    @Test
    void theAnswerIsTheSameEveryTime() {
        in(province -> {
            ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
            Set<String> answers = ConcurrentHashMap.newKeySet();
            try {
                CompletableFuture.allOf(IntStream.range(0, 5 * CALLERS)
                                .mapToObj(run -> CompletableFuture.runAsync(
                                        () -> answers.add(withoutTimes(province.get("/eight"))), callers))
                                .toArray(CompletableFuture[]::new))
                        .join();
            } finally {
                callers.shutdown();
            }

            assertThat(answers).hasSize(1);
            assertThat(answers.iterator().next())
                    .startsWith("200 ")
                    .contains(
                            "\"hangs\":{\"state\":\"failed\",\"source\":\"none\",\"age\":_,\"ms\":_,\"code\":\"deadline-exceeded\"}",
                            "\"resets\":{\"state\":\"failed\",\"source\":\"none\",\"age\":_,\"ms\":_,\"code\":\"department-broke-off\"}",
                            "\"garbage\":{\"state\":\"failed\",\"source\":\"none\",\"age\":_,\"ms\":_,\"code\":\"department-nonsense\"}");
        });
    }
}
