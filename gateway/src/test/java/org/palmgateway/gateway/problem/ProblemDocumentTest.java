package org.palmgateway.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.token.InvalidToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProblemDocumentTest {

    private static final Problem EXPIRED = new AccessProblem.TokenRefused("expired");

    private final ProblemDocument documents = new ProblemDocument(new ProblemTexts());

    static Stream<Problem> problems() {
        return TestProblems.ofEveryKind();
    }

    @Test
    void documentHasTheMembersOfRfc9457AndTwoOfOurOwn() {
        JsonNode document = read(EXPIRED, Locale.ENGLISH);

        assertThat(document.propertyNames())
                .containsExactly("type", "title", "status", "detail", "instance", "code", "requestId");
        assertThat(document.path("type").asString()).isEqualTo("urn:palm:problem:token-refused");
        assertThat(document.path("title").asString()).isEqualTo("Token refused");
        assertThat(document.path("status").isInt()).isTrue();
        assertThat(document.path("status").asInt()).isEqualTo(401);
        assertThat(document.path("detail").asString())
                .isEqualTo("The access token is refused: it has expired. Sign in again.");
        assertThat(document.path("instance").asString()).isEqualTo("urn:palm:request:r-1");
        assertThat(document.path("code").asString()).isEqualTo("token-refused");
        assertThat(document.path("requestId").asString()).isEqualTo("r-1");
    }

    @Test
    void documentIsWrittenInTheChosenLanguage() {
        JsonNode document = read(EXPIRED, Locale.SIMPLIFIED_CHINESE);

        assertThat(document.path("title").asString()).isEqualTo("令牌无效");
        assertThat(document.path("detail").asString()).isEqualTo("访问令牌被拒绝：令牌已过期。请重新登录。");
    }

    @ParameterizedTest
    @MethodSource("problems")
    void everyProblemMakesAValidDocument(Problem problem) {
        JsonNode document = read(problem, Locale.SIMPLIFIED_CHINESE);

        assertThat(document.path("status").asInt()).isEqualTo(problem.kind().status());
        assertThat(document.path("code").asString()).isEqualTo(problem.kind().code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\\",
                "\",\"status\":200,\"x\":\"",
                "\r\n\t\u0000\u001f\u007f",
                "\u2028\u2029",
                "{0} '{'",
                "</script>",
                "😀 张伟"
            })
    void nastyArgumentsStayInsideTheirText(String nasty) {
        JsonNode document = read(new RequestProblem.MalformedRequest(nasty), Locale.ENGLISH);

        assertThat(document.path("detail").asString()).isEqualTo("The request is refused: " + nasty + ".");
        assertThat(document.path("status").asInt()).isEqualTo(400);
        assertThat(document.size()).isEqualTo(7);
    }

    @Test
    void languageIsThatOfTheTexts() {
        assertThat(documents.language("en")).isEqualTo(Locale.ENGLISH);
        assertThat(documents.language(null)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void proxyStatusNamesAnErrorTypeOfRfc9209(Problem problem) {
        Set<String> registered = Set.of(
                "http_request_error",
                "http_request_denied",
                "destination_not_found",
                "destination_unavailable",
                "connection_refused",
                "connection_timeout",
                "connection_terminated",
                "connection_limit_reached",
                "dns_error",
                "destination_ip_prohibited",
                "tls_protocol_error",
                "http_protocol_error",
                "http_response_timeout",
                "proxy_internal_response",
                "proxy_internal_error",
                "proxy_configuration_error");

        String value = ProblemDocument.proxyStatus(problem);

        assertThat(value).startsWith("palm; error=");
        assertThat(registered).contains(value.substring("palm; error=".length()));
    }

    @Test
    void missingTokenIsChallengedWithoutAnError() {
        assertThat(ProblemDocument.challenge(new AccessProblem.TokenMissing("citizen")))
                .isEqualTo("Bearer realm=\"palm\"");
    }

    @Test
    void missingScopesAreNamedInTheChallenge() {
        assertThat(ProblemDocument.challenge(new AccessProblem.InsufficientScope(Set.of("tax.write", "tax.read"))))
                .isEqualTo("Bearer realm=\"palm\", error=\"insufficient_scope\", scope=\"tax.read tax.write\"");
    }

    @ParameterizedTest
    @EnumSource(InvalidToken.Reason.class)
    void refusedTokenIsChallengedWithTheReason(InvalidToken.Reason reason) {
        String word = reason.name().toLowerCase(Locale.ROOT);

        assertThat(ProblemDocument.challenge(new AccessProblem.TokenRefused(word)))
                .isEqualTo("Bearer realm=\"palm\", error=\"invalid_token\", error_description=\"" + word + "\"");
    }

    @ParameterizedTest
    @MethodSource("problems")
    void everyUnauthorizedAnswerHasAChallenge(Problem problem) {
        boolean challenged = ProblemDocument.challenge(problem) != null;

        assertThat(challenged)
                .isEqualTo(problem.kind().status() == 401 || problem.kind() == ProblemKind.INSUFFICIENT_SCOPE);
    }

    private JsonNode read(Problem problem, Locale language) {
        String text = new String(documents.render(problem, "r-1", language), StandardCharsets.UTF_8);
        return JsonMapper.shared().readTree(text);
    }
}
