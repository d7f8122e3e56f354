package org.palmgateway.gateway.answer;

import java.time.Instant;

/** Access records that differ in one thing. */
final class TestRecords {

    private TestRecords() {}

    static AccessRecord full(String requestId) {
        return new AccessRecord(
                Instant.parse("2026-11-24T01:02:03.456Z"),
                requestId,
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "GET",
                "/insurance/records",
                "hz-insurance.records",
                "hz-insurance",
                "330106",
                "330100",
                "phone",
                "192.0.2.7",
                200,
                "",
                12,
                3456);
    }
}
