package org.palmgateway.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String CALLER = "00-" + ID + "-" + PARENT + "-01";
    private static final String WELL_FORMED = "00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}";

    @Test
    void callersTraceIsKept() {
        Trace trace = Trace.from(List.of(CALLER));

        assertThat(trace.kept()).isTrue();
        assertThat(trace.id()).isEqualTo(ID);
        assertThat(trace.traceparent()).matches(WELL_FORMED).startsWith("00-" + ID + "-");
    }

    @Test
    void parentIsTheGatewayAndNoLongerTheCaller() {
        assertThat(Trace.from(List.of(CALLER)).traceparent()).doesNotContain(PARENT);
    }

    @Test
    void flagsWithoutAMeaningAreNotPassedOn() {
        assertThat(Trace.from(List.of("00-" + ID + "-" + PARENT + "-ff")).traceparent())
                .endsWith("-01");
        assertThat(Trace.from(List.of("00-" + ID + "-" + PARENT + "-fe")).traceparent())
                .endsWith("-00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01"})
    void samplingIsTheCallersDecision(String flags) {
        assertThat(Trace.from(List.of("00-" + ID + "-" + PARENT + "-" + flags)).traceparent())
                .endsWith("-" + flags);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"01-" + ID + "-" + PARENT + "-01", "cc-" + ID + "-" + PARENT + "-01-what-the-future-brings"})
    void laterVersionIsReadByTheRulesOfThisOne(String later) {
        Trace trace = Trace.from(List.of(later));

        assertThat(trace.kept()).isTrue();
        assertThat(trace.traceparent()).matches(WELL_FORMED).startsWith("00-" + ID + "-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + ID + "-" + PARENT + "-01",
                "00-" + ID + "-" + PARENT + "-01-more",
                "00-" + ID + "-" + PARENT + "-01-",
                "cc-" + ID + "-" + PARENT + "-01.what",
                "cc-" + ID + "-" + PARENT + "-0",
                "00-00000000000000000000000000000000-" + PARENT + "-01",
                "00-" + ID + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01",
                "00-" + ID + "-00F067AA0BA902B7-01",
                "0x-" + ID + "-" + PARENT + "-01",
                "00-" + ID + "-" + PARENT + "-0g",
                "00_" + ID + "-" + PARENT + "-01",
                "00-" + ID + "_" + PARENT + "-01",
                "00-" + ID + "-" + PARENT + "_01",
                " 00-" + ID + "-" + PARENT + "-01",
                "00-" + ID + "-" + PARENT + "-01 ",
                "00-4bf92f3577b34da6a3ce929d0e0e473-" + PARENT + "-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473６-" + PARENT + "-01"
            })
    void malformedTraceIsNotKept(String malformed) {
        Trace trace = Trace.from(List.of(malformed));

        assertThat(trace.kept()).isFalse();
        assertThat(trace.id()).isNotEqualTo(ID);
        assertThat(trace.traceparent()).matches(WELL_FORMED).endsWith("-00");
    }

    @Test
    void severalTracesAreNone() {
        assertThat(Trace.from(List.of(CALLER, CALLER)).kept()).isFalse();
    }

    @Test
    void newTraceIsStartedUnsampledWhenNoneCame() {
        Trace trace = Trace.from(List.of());

        assertThat(trace.kept()).isFalse();
        assertThat(trace.traceparent()).matches(WELL_FORMED).endsWith("-00");
        assertThat(trace.id()).doesNotContain("0000000000000000");
    }

    @Test
    void noTwoTracesAreTheSame() {
        assertThat(Trace.from(List.of()).id())
                .isNotEqualTo(Trace.from(List.of()).id());
        assertThat(Trace.from(List.of(CALLER)).traceparent())
                .isNotEqualTo(Trace.from(List.of(CALLER)).traceparent());
    }
}
