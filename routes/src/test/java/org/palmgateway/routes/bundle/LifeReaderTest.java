package org.palmgateway.routes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.routes.bundle.BundleReading.Broken;
import org.palmgateway.routes.bundle.BundleReading.Sound;
import org.palmgateway.routes.model.Life;
import org.palmgateway.routes.path.PathPattern;
import org.palmgateway.routes.region.Divisions;

class LifeReaderTest {

    private static BundleReading read(String life) {
        return new BundleReader(Divisions.zhejiang()).read("fund", "fund.yaml", """
                departments:
                  - id: fund
                    name: { zh: 公积金中心, en: Fund }
                    region: 330100
                    upstreams: [{ id: main, url: "http://127.0.0.1:9100/fund" }]
                routes:
                  - id: fund.account
                    name: { zh: 账户, en: Account }
                    match: { methods: [GET], path: "/v1/accounts/{account}" }
                    access: { audience: citizen }
                """ + life);
    }

    private static Life life(String life) {
        return ((Sound) read(life)).bundle().routes().get(0).life();
    }

    @Test
    void aRouteThatSaysNothingHasNoEnd() {
        assertThat(life("")).isEqualTo(Life.OPEN_ENDED);
    }

    @Test
    void itsEndIsReadWithWhatComesAfter() {
        assertThat(life("    life: { deprecated: \"2026-12-01T00:00:00+08:00\", sunset: \"2027-06-01T00:00:00+08:00\","
                        + " successor: \"/v2/{account}\", documentation: \"https://example.org/变更\" }"))
                .isEqualTo(new Life(
                        Instant.parse("2026-11-30T16:00:00Z"),
                        Instant.parse("2027-05-31T16:00:00Z"),
                        PathPattern.of("/v2/{account}"),
                        URI.create("https://example.org/%E5%8F%98%E6%9B%B4")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sunset: \"2027-06-01T00:00:00Z\"                                                     | life.deprecated",
                "deprecated: 2026-12-01                                                               | life.deprecated",
                "deprecated: \"2026-12-01T00:00:00Z\", sunset: \"2026-11-30T23:59:59Z\"               | life.sunset",
                "deprecated: \"2026-12-01T00:00:00Z\", successor: \"/v2/{other}\"                     | life.successor",
                "deprecated: \"2026-12-01T00:00:00Z\", successor: v2                                  | life.successor",
                "deprecated: \"2026-12-01T00:00:00Z\", documentation: \"javascript:alert(1)\"         | life.documentation",
                "deprecated: \"2026-12-01T00:00:00Z\", documentation: \"https://me:secret@example.org\" | life.documentation",
                "deprecated: \"2026-12-01T00:00:00Z\", end: never                                     | life.end"
            })
    void whatIsWrongIsNamed(String life, String field) {
        assertThat(((Broken) read("    life: { " + life + " }")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("routes[0]." + field));
    }
}
