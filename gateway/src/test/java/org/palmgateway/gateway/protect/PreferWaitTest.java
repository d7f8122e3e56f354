package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.routes.model.Timeouts;

class PreferWaitTest {

    private static Duration seconds(String... fields) {
        return PreferWait.of(List.of(fields));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=10",
                "WAIT=10",
                "wait = 10",
                "wait\t=\t10",
                "wait=\"10\"",
                "wait=\"\\1\\0\"",
                "wait=0010",
                "wait=10; foo",
                "wait=10;foo=bar; baz=\"a,wait=5\"",
                "wait=10 ; ; foo",
                "respond-async, wait=10",
                "respond-async,wait=10,handling=lenient",
                ", ,wait=10,",
                "foo=\"a, wait=5\", wait=10",
                "foo=\"\\\", wait=5\", wait=10",
                "foo; wait=5, wait=10",
                "wait=10, wait=5",
                "waiting=5, wait=10",
                "foo=bar baz, wait=10",
                "=5, wait=10",
                "wait=5 6, wait=10",
                "wait:5, wait=10"
            })
    void tenSecondsHoweverTheyAreWritten(String field) {
        assertThat(seconds(field)).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "respond-async",
                "wait",
                "wait=",
                "wait=\"\"",
                "wait=-1",
                "wait=+1",
                "wait=1.5",
                "wait=1e3",
                "wait=0x10",
                "wait=ten",
                "wait=\" 10\"",
                "wait=٣",
                "wait=0",
                "wait=\"10",
                "wait=\"10\\",
                "foo=\"a, wait=10",
                "foo; wait=10",
                "wait 10",
                "handling=wait"
            })
    void whatSaysNothingOrMakesNoSenseIsIgnored(String field) {
        assertThat(seconds(field)).isNull();
    }

    @Test
    void severalFieldsAreOneList() {
        assertThat(seconds("respond-async", "handling=strict, wait=7", "wait=9"))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(seconds()).isNull();
    }

    @Test
    void firstOccurrenceIsTheOneLookedAtEvenIfItMakesNoSense() {
        assertThat(seconds("wait=soon, wait=10")).isNull();
        assertThat(seconds("wait", "wait=10")).isNull();
    }

    @Test
    void absurdlyLongTimesAreTheLongestThereIs() {
        assertThat(seconds("wait=86401")).isEqualTo(Timeouts.LONGEST);
        assertThat(seconds("wait=99999999999999999999999999999999")).isEqualTo(Timeouts.LONGEST);
        assertThat(seconds("wait=" + String.join("", Collections.nCopies(50, "0")) + "86399"))
                .isEqualTo(Duration.ofSeconds(86_399));
    }

    @Property
    void anythingIsReadWithoutAnError(
            @ForAll
                    @Chars({'w', 'a', 'i', 't', '=', '"', '\\', ',', ';', ' ', '\t', '-'})
                    @CharRange(from = '0', to = '9')
                    String field) {
        Duration wait = seconds(field, "wait=5");

        assertThat(wait == null || (wait.toSeconds() > 0 && wait.compareTo(Timeouts.LONGEST) <= 0))
                .isTrue();
    }
}
