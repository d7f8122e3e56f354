package org.palmgateway.gateway.plane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPagesTest {

    @ParameterizedTest
    @ValueSource(strings = {"/me/limits", "/.well-known/jwks.json", "/m%65/limits", "/me/limits;page=1"})
    void whatMayBeAPageOfTheGatewaysInAnySpellingIsLeftToSpring(String path) {
        assertThat(OwnPages.mayBe(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/tax/income", "/me/limits/more"})
    void nothingElseIs(String path) {
        assertThat(OwnPages.mayBe(path)).isFalse();
    }
}
