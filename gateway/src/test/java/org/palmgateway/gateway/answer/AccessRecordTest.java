package org.palmgateway.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccessRecordTest {

    private final JsonFactory json = new JsonFactory();

    @Test
    void recordIsOneJsonObjectOnOneLine() {
        assertThat(TestRecords.full("r-1").line(json))
                .isEqualTo("{\"time\":\"2026-11-24T01:02:03.456Z\",\"requestId\":\"r-1\","
                        + "\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"method\":\"GET\","
                        + "\"path\":\"/insurance/records\",\"route\":\"hz-insurance.records\","
                        + "\"department\":\"hz-insurance\",\"requested\":\"330106\",\"served\":\"330100\","
                        + "\"application\":\"phone\",\"address\":\"192.0.2.7\",\"status\":200,\"revision\":12,"
                        + "\"micros\":3456}\n");
    }

    @Test
    void whatIsUnknownIsLeftOut() {
        AccessRecord record = new AccessRecord(
                Instant.EPOCH, "r-1", "t-1", "GET", "", "", "", "", "", "", "unknown", 404, "unknown-path", 1, 2);

        assertThat(JsonMapper.shared().readTree(record.line(json)).propertyNames())
                .containsExactly(
                        "time", "requestId", "traceId", "method", "address", "status", "problem", "revision", "micros");
    }

    @Test
    void nastyTextsStayOnTheirLineAndInTheirMember() {
        AccessRecord record = TestRecords.full("r\n1\",\"status\":500,\"\\\u0000\u2028张");

        String line = record.line(json);
        JsonNode read = JsonMapper.shared().readTree(line);

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(read.path("requestId").asString()).isEqualTo("r\n1\",\"status\":500,\"\\\u0000\u2028张");
        assertThat(read.path("status").asInt()).isEqualTo(200);
    }
}
