package org.palmgateway.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.token.InvalidToken;
import org.palmgateway.routes.path.MalformedPath;

class ProblemTextsTest {

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;
    private static final Locale EN = Locale.ENGLISH;

    private final ProblemTexts texts = new ProblemTexts();

    static Stream<Problem> problems() {
        return TestProblems.ofEveryKind();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void everyKindHasATitleInBothLanguages(Problem problem) {
        assertThat(texts.title(problem, EN)).matches("\\p{ASCII}{4,60}");
        assertThat(texts.title(problem, ZH)).containsPattern("\\p{IsHan}{2}");
    }

    @ParameterizedTest
    @MethodSource("problems")
    void everyKindHasADetailInBothLanguages(Problem problem) {
        assertThat(texts.detail(problem, EN)).matches("\\p{ASCII}{10,300}").doesNotContain("{", "}", "''");
        assertThat(texts.detail(problem, ZH)).containsPattern("\\p{IsHan}{4}").doesNotContain("{", "}", "''");
    }

    @ParameterizedTest
    @MethodSource("problems")
    void everyDetailNamesTheArgumentsOfItsProblem(Problem problem) {
        if (!(problem instanceof Problem.WithReason)) {
            assertThat(problem.arguments())
                    .allSatisfy(
                            argument -> assertThat(texts.detail(problem, EN)).contains(argument))
                    .allSatisfy(
                            argument -> assertThat(texts.detail(problem, ZH)).contains(argument));
        }
    }

    @Test
    void titleIsTheSameForEveryProblemOfACode() {
        Problem one = new TrafficProblem.DepartmentFailed(ProblemKind.DEPARTMENT_REFUSED, "zj-tax");
        Problem other = new TrafficProblem.DepartmentFailed(ProblemKind.DEPARTMENT_TLS, "hz-water");

        assertThat(texts.title(one, EN)).isEqualTo(texts.title(other, EN));
    }

    @ParameterizedTest
    @EnumSource(MalformedPath.Reason.class)
    void everyReasonAgainstAPathHasATextInBothLanguages(MalformedPath.Reason reason) throws IOException {
        assertExplained(new RequestProblem.MalformedPath(reason.name()));
    }

    @ParameterizedTest
    @EnumSource(InvalidToken.Reason.class)
    void everyReasonAgainstATokenHasATextInBothLanguages(InvalidToken.Reason reason) throws IOException {
        assertExplained(new AccessProblem.TokenRefused(reason.name().toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not-http",
                "several-authorizations",
                "token-in-query",
                "page",
                "entity-tag",
                "query",
                "suspicious"
            })
    void everyReasonAgainstARequestHasATextInBothLanguages(String reason) throws IOException {
        assertExplained(new RequestProblem.MalformedRequest(reason));
    }

    private void assertExplained(Problem.WithReason problem) throws IOException {
        String key = "reason." + problem.reason();

        String english = read("texts_en.properties").getProperty(key);
        String chinese = read("texts_zh_CN.properties").getProperty(key);

        assertThat(english).as(key).matches("\\p{ASCII}{4,}");
        assertThat(chinese).as(key).containsPattern("\\p{IsHan}{2}");
        assertThat(texts.detail(problem, EN)).contains(english);
        assertThat(texts.detail(problem, ZH)).contains(chinese);
    }

    @Test
    void reasonWithoutATextIsShownAsItIs() {
        assertThat(texts.detail(new RequestProblem.MalformedRequest("path is missing"), EN))
                .isEqualTo("The request is refused: path is missing.");
    }

    @Test
    void argumentsAreNeverReadAsPatterns() {
        assertThat(texts.detail(new AccessProblem.WrongAudience("{0} '{' {9,number}"), EN))
                .contains("audience {0} '{' {9,number};");
    }

    @Test
    void bothLanguagesHaveTheSameTextsWithTheSameArguments() throws IOException {
        assertThat(placeholders("texts_en.properties")).isEqualTo(placeholders("texts_zh_CN.properties"));
    }

    private static Properties read(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(ProblemTexts.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    private static String placeholders(String file) throws IOException {
        Properties properties = read(file);
        return new TreeSet<>(properties.stringPropertyNames())
                .stream()
                        .map(key -> key
                                + Pattern.compile("\\{\\d\\}")
                                        .matcher(properties.getProperty(key))
                                        .results()
                                        .map(MatchResult::group)
                                        .sorted()
                                        .toList())
                        .collect(Collectors.joining("\n"));
    }

    @Test
    void everyTextIsOfAKindOrAReason() throws IOException {
        String codes =
                Arrays.stream(ProblemKind.values()).map(ProblemKind::code).collect(Collectors.joining("|"));

        assertThat(placeholders("texts_en.properties").lines())
                .allMatch(line -> line.matches("((" + codes + ")\\.(title|detail)|reason\\.[A-Za-z_0-9-]+)\\[.*"));
    }

    @Test
    void languageWithoutTextsIsAMistakeOfTheCaller() {
        assertThatThrownBy(() -> texts.title(new RequestProblem.UnknownPath(), Locale.FRENCH))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("expected one of language(String)");
    }
}
