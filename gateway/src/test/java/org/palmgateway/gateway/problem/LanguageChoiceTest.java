package org.palmgateway.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageChoiceTest {

    private final ProblemTexts texts = new ProblemTexts();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "en",
                "EN",
                "en-GB",
                "en-US,en;q=0.9,zh-CN;q=0.8",
                "zh;q=0.5, en;q=0.6",
                "fr, en;q=0.3",
                "zh;q=0, en;q=0.001",
                "zh;q=0, *",
                " en "
            })
    void englishIsSpokenToWhoPrefersIt(String preference) {
        assertThat(texts.language(preference)).isEqualTo(Locale.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zh",
                "zh-CN,zh;q=0.9,en;q=0.8",
                "zh-TW",
                "en;q=0.5, zh;q=0.6",
                "en;q=0",
                "en;q=0, fr",
                "fr",
                "*",
                "*;q=0.9, en;q=0.1",
                "eng-lish",
                "enx"
            })
    void chineseIsSpokenToEverybodyElse(String preference) {
        assertThat(texts.language(preference)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }

    @Test
    void noPreferenceIsChinese() {
        assertThat(texts.language(null)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "-,en",
                "--",
                "",
                " ",
                ",",
                ";",
                "en;;",
                "en;q=",
                "en;q=x",
                "en;q=2",
                "en-",
                "accept-language:",
                "en\u0000"
            })
    void malformedPreferenceIsChinese(String preference) {
        assertThat(texts.language(preference)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }

    @Test
    void preferenceOfTheGreatestLengthIsRead() {
        assertThat(texts.language("en," + "fr,".repeat(65) + "de")).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void overlongPreferenceIsNotRead() {
        assertThat(texts.language("en," + "fr,".repeat(66))).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }
}
