package org.palmgateway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PalmGatewayTest {

    @Test
    void withoutArgumentsAGatewayStarts() {
        assertThat(PalmGateway.isCommand()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--palm.admin.port=0", "--server.port=1", "--debug", "--"})
    void withSettingsAGatewayStarts(String setting) {
        assertThat(PalmGateway.isCommand(setting, "check")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "realm", "chekc", "-x", "", "--help", "--version"})
    void anythingElseIsACommandOrAMistypedOne(String word) {
        assertThat(PalmGateway.isCommand(word, "--palm.admin.port=0")).isTrue();
    }
}
