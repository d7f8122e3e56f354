package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.compose.ComposedProvince.json;
import static org.palmgateway.gateway.compose.ComposedProvince.state;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whichever branch fails, and however: what stands in its place is what its composition says, and the others are there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeclaredFailureTest {

    private static final List<String> BRANCHES = List.of("omitted", "valued", "kept", "needed");

    private final WireMockServer department = new WireMockServer(WireMockConfiguration.options()
            .dynamicPort()
            .bindAddress("127.0.0.1")
            .containerThreads(200));
    private ComposedProvince province;

    /** The ways in which a department fails, and what each is called. */
    private enum Way {
        ERROR("answered-with-error") {
            @Override
            ResponseDefinitionBuilder answer() {
                return WireMock.aResponse().withStatus(500);
            }
        },
        RESET("department-broke-off") {
            @Override
            ResponseDefinitionBuilder answer() {
                return WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
            }
        },
        EMPTY("department-broke-off") {
            @Override
            ResponseDefinitionBuilder answer() {
                return WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE);
            }
        },
        GARBAGE("department-broke-off") {
            @Override
            ResponseDefinitionBuilder answer() {
                return WireMock.aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE);
            }
        },
        BROKEN("department-broke-off") {
            @Override
            ResponseDefinitionBuilder answer() {
                return WireMock.aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
            }
        },
        SLOW("deadline-exceeded") {
            @Override
            ResponseDefinitionBuilder answer() {
                return WireMock.okJson("1").withFixedDelay(5_000);
            }
        };

        private final String code;

        Way(String code) {
            this.code = code;
        }

        abstract ResponseDefinitionBuilder answer();
    }

    @BeforeAll
    void start(@TempDir Path directory) {
        department.start();
        province = ComposedProvince.with()
                .departmentAt("w", department.baseUrl(), ComposedProvince.PATIENT, "cache: { audience: public }")
                .composed("GET", "/all", branches(""))
                .composed("GET", "/slow/omitted", branches("omitted"))
                .composed("GET", "/slow/valued", branches("valued"))
                .composed("GET", "/slow/kept", branches("kept"))
                .composed("GET", "/slow/needed", branches("needed"))
                .composed("GET", "/late", """
                        - { id: kept, department: w, path: /w/kept, on-failure: { stale: true } }
                        """, "policy: { deadline: 300ms }")
                .start(directory);
    }

    /** Only what never ends is given little time: a busy machine is slow by itself. */
    private static String branches(String slow) {
        StringBuilder branches = new StringBuilder();
        Map<String, String> declared = Map.of(
                "omitted",
                "",
                "valued",
                ", on-failure: { value: { none: flag:true } }",
                "kept",
                ", on-failure: { stale: true }",
                "needed",
                ", required: true");
        for (String id : BRANCHES) {
            branches.append("- { id: %1$s, department: w, path: /w/%1$s, timeout: %2$s%3$s }%n"
                    .formatted(id, id.equals(slow) ? "500ms" : "20s", declared.get(id)));
        }
        return branches.toString();
    }

    @AfterAll
    void stop() {
        province.close();
        department.stop();
    }

    @BeforeEach
    void heal() {
        department.resetAll();
        for (String branch : BRANCHES) {
            department.stubFor(WireMock.get("/w/" + branch)
                    .willReturn(WireMock.okJson("\"" + branch + "\"")
                            .withHeader("Cache-Control", "max-age=0")
                            .withHeader("ETag", "\"1\"")));
        }
    }

    private void fails(String branch, Way way) {
        department.stubFor(WireMock.get("/w/" + branch).willReturn(way.answer()));
    }

    private static Stream<Arguments> failures() {
        return BRANCHES.stream()
                .flatMap(branch -> Stream.of(Way.values()).map(way -> Arguments.of(branch, way)))
                // A new answer that must not be kept takes the place of what was kept, also when it then breaks off.
                .filter(row -> !List.of(row.get()).equals(List.of("kept", Way.BROKEN)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("failures")
    void whatIsDeclaredStandsInTheBranchsPlace(String branch, Way way) {
        assertThat(province.get("/all").statusCode()).isEqualTo(200);
        fails(branch, way);

        HttpResponse<String> answer = province.get(way == Way.SLOW ? "/slow/" + branch : "/all");

        if (branch.equals("needed")) {
            assertThat(answer.statusCode()).isEqualTo(way == Way.SLOW ? 504 : 502);
            assertThat(json(answer).path("branch").asString()).isEqualTo("needed");
            assertThat(json(answer).path("code").asString()).isEqualTo(way.code);
            return;
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        switch (branch) {
            case "omitted" -> {
                assertThat(state(answer, branch)).isEqualTo("failed none " + way.code);
                assertThat(json(answer).has(branch)).isFalse();
            }
            case "valued" -> {
                assertThat(state(answer, branch)).isEqualTo("failed composition " + way.code);
                assertThat(json(answer).path(branch).toString()).isEqualTo("{\"none\":true}");
            }
            default -> {
                assertThat(state(answer, branch)).isEqualTo("stale cache " + way.code);
                assertThat(json(answer).path(branch).asString()).isEqualTo("kept");
            }
        }
        BRANCHES.stream().filter(other -> !other.equals(branch)).forEach(other -> {
            assertThat(json(answer).path(other).asString()).isEqualTo(other);
            assertThat(state(answer, other)).startsWith("ok ");
        });
    }

    @RepeatedTest(20)
    void whatIsKeptStandsInAlsoWhenAllTheTimeHasGone() {
        assertThat(state(province.get("/all"), "kept")).startsWith("ok ");
        fails("kept", Way.SLOW);

        HttpResponse<String> answer = province.get("/late");

        assertThat(state(answer, "kept")).isEqualTo("stale cache deadline-exceeded");
    }
}
