package org.palmgateway.gateway.compose.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a conversion is refused for. */
final class Refused {

    private Refused() {}

    /** Returns the reason; fails when the conversion succeeds or throws something else. */
    static Refusal by(ThrowingCallable conversion) {
        Throwable thrown = catchThrowable(conversion);
        assertThat(thrown).isInstanceOf(ConversionRefused.class);
        return ((ConversionRefused) thrown).refusal();
    }
}
