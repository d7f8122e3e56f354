package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.compose.ComposedProvince.json;
import static org.palmgateway.gateway.compose.ComposedProvince.state;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.palmgateway.gateway.plane.RudeDepartment;
import tools.jackson.databind.JsonNode;

/** What a department answers harms nobody but its own branch: the others are there, and the phone is told what is missing and why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnusableAnswerTest {

    private static final String JSON = "application/json";

    private volatile RudeDepartment.Answer answer = RudeDepartment::hang;
    private final RudeDepartment rude = new RudeDepartment(socket -> answer.on(socket));
    private ComposedProvince province;

    @BeforeAll
    void start(@TempDir Path directory) {
        province = ComposedProvince.with()
                .departments("a")
                .departmentAt("r", rude.url(), ComposedProvince.PATIENT)
                .composed("GET", "/optional", optional("20s"))
                .composed("GET", "/optional/soon", optional("500ms"))
                .composed("GET", "/required", required("20s"))
                .composed("GET", "/required/soon", required("500ms"))
                .start(directory);
        province.on("/a/x", "{\"x\":1}");
        province.on("/a/y", "{\"y\":2}");
    }

    @AfterAll
    void stop() {
        province.close();
        rude.close();
    }

    private static String optional(String timeout) {
        return """
                - { id: good, department: a, path: /a/x }
                - { id: bad, department: r, path: /r/x, timeout: %s, failed-when: { value: /answer/error } }
                - { id: other, department: a, path: /a/y }
                """.formatted(timeout);
    }

    private static String required(String timeout) {
        return """
                - { id: good, department: a, path: /a/x }
                - { id: bad, department: r, path: /r/x, timeout: %s, failed-when: { value: /answer/error }, required: true }
                """.formatted(timeout);
    }

    /** Only what never ends is given little time: a busy machine is slow by itself. */
    private static String soon(String code) {
        return code.equals("deadline-exceeded") ? "/soon" : "";
    }

    private static Arguments row(String name, String code, RudeDepartment.Answer answer) {
        return Arguments.of(name, code, answer);
    }

    private static Arguments content(String name, String code, String type, String body) {
        return row(name, code, socket -> RudeDepartment.write(socket, message("200 OK", type, body)));
    }

    private static Arguments says(String name, String code, String octets) {
        return row(name, code, socket -> RudeDepartment.write(socket, octets));
    }

    private static String message(String status, String type, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static Stream<Arguments> answers() {
        return Stream.of(contents(), documents(), statuses(), connections()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> contents() {
        String unreadable = "unreadable-answer";
        return Stream.of(
                content("text that says it is JSON", unreadable, JSON, "hello"),
                content("HTML that says it is JSON", unreadable, JSON, "<html>Welcome</html>"),
                content("HTML", unreadable, "text/html", "<html>Welcome</html>"),
                content("JSON that says it is HTML", unreadable, "text/html", "{}"),
                content("half of a document", unreadable, JSON, "{\"a\":[1,2"),
                content("two documents", unreadable, JSON, "{} {}"),
                content("a comment", unreadable, JSON, "/* hello */ {}"),
                content("not a number", unreadable, JSON, "{\"a\":NaN}"),
                content("a name twice", unreadable, JSON, "{\"a\":1,\"a\":2}"),
                content("33 levels", unreadable, JSON, "[".repeat(33) + "]".repeat(33)),
                content("100000 levels", unreadable, JSON, "[".repeat(100_000)),
                content("a number without end", unreadable, JSON, "9".repeat(200_000)),
                content("an exponent without end", unreadable, JSON, "{\"a\":1e999999999}"),
                content("more values than anybody reads", unreadable, JSON, "[" + "0,".repeat(150_000) + "0]"),
                content("another charset than it says", unreadable, "application/json; charset=UTF-16", "{\"a\":1}"),
                content("a charset that nobody knows", unreadable, "application/json; charset=klingon", "{\"a\":1}"),
                content("GBK that says nothing of it", unreadable, JSON, "{\"a\":\"\u00d5\u00c5\u00ce\u00b0\"}"),
                content("a type that is none", unreadable, ";;;", "{}"),
                says("no type", unreadable, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
                says(
                        "gzip, which nobody asked for",
                        unreadable,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                                + "Content-Length: 4\r\n\r\n\u001f\u008b\b\0"));
    }

    private static Stream<Arguments> documents() {
        String unreadable = "unreadable-answer";
        String xml = "application/xml";
        return Stream.of(
                content("an external entity", unreadable, xml, """
                        <!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""),
                content("an entity of entities", unreadable, xml, """
                        <!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>"""),
                content("a document type alone", unreadable, xml, "<!DOCTYPE a SYSTEM \"http://127.0.0.1/a.dtd\"><a/>"),
                content("elements that do not close", unreadable, xml, "<a><b></a>"),
                content("33 elements in each other", unreadable, xml, "<a>".repeat(40) + "</a>".repeat(40)),
                content("a form that is none", unreadable, "application/x-www-form-urlencoded", "a=%zz"));
    }

    private static Stream<Arguments> statuses() {
        String error = "answered-with-error";
        return Stream.of(
                content("an error under 200", error, JSON, "{\"error\":\"no such person\"}"),
                says("404", error, message("404 Not Found", JSON, "{}")),
                says("500", error, message("500 Internal Server Error", "text/html", "<h1>Oops</h1>")),
                says("503", error, message("503 Service Unavailable", JSON, "{}")),
                says("302", error, "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"),
                says("304", error, "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n"),
                says(
                        "a part that nobody asked for",
                        error,
                        "HTTP/1.1 206 Partial Content\r\nContent-Type: application/json\r\n"
                                + "Content-Range: bytes 0-1/10\r\nContent-Length: 2\r\n\r\n{}"));
    }

    private static Stream<Arguments> connections() {
        String broken = "department-broke-off";
        String nonsense = "department-nonsense";
        String late = "deadline-exceeded";
        String begun =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n";
        return Stream.of(
                row("a reset", broken, RudeDepartment::reset),
                row("nothing", broken, socket -> socket.getOutputStream().flush()),
                says("a header section without end", broken, "HTTP/1.1 200 OK\r\nContent-"),
                row("a reset after the header section", broken, socket -> {
                    RudeDepartment.write(socket, begun);
                    RudeDepartment.reset(socket);
                }),
                says(
                        "less than was said",
                        broken,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + "Content-Length: 10\r\n\r\n{\"a\":"),
                says("no last chunk", broken, begun),
                says("a chunk of no size", nonsense, begun + "zz\r\n}"),
                says("something that is not HTTP", nonsense, "220 mail.example.org ESMTP\r\n\r\n"),
                says("noise", nonsense, "\u0000\u0001\u00ff\u00fe".repeat(50) + "\r\n\r\n"),
                says(
                        "two lengths",
                        nonsense,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                row("nothing, for ever", late, RudeDepartment::hang),
                row("no end, for ever", late, socket -> {
                    RudeDepartment.write(socket, begun);
                    RudeDepartment.hang(socket);
                }),
                row("a little at a time", late, socket -> {
                    RudeDepartment.write(socket, begun);
                    while (true) {
                        RudeDepartment.write(socket, "1\r\n \r\n");
                    }
                }),
                row("that it is at work, for ever", late, socket -> {
                    while (true) {
                        RudeDepartment.write(socket, "HTTP/1.1 102 Processing\r\n\r\n");
                    }
                }),
                row("that the answer is coming, for ever", late, socket -> {
                    while (true) {
                        RudeDepartment.write(socket, "HTTP/1.1 100 Continue\r\n\r\n");
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void whatCannotBeUsedIsLeftOut(String name, String code, RudeDepartment.Answer given) {
        answer = given;

        HttpResponse<String> whole = province.get("/optional" + soon(code));

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(state(whole, "bad")).isEqualTo("failed none " + code);
        JsonNode document = json(whole);
        assertThat(document.has("bad")).isFalse();
        assertThat(document.path("good").toString()).isEqualTo("{\"x\":1}");
        assertThat(document.path("other").toString()).isEqualTo("{\"y\":2}");
        assertThat(state(whole, "good")).isEqualTo("ok department");
        assertThat(whole.headers().firstValue("Proxy-Status").orElse("")).contains("details=\"bad: " + code + '"');
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void whatCannotBeUsedButIsRequiredFailsTheCall(String name, String code, RudeDepartment.Answer given) {
        answer = given;

        HttpResponse<String> refused = province.get("/required" + soon(code));

        assertThat(refused.statusCode()).isEqualTo(code.equals("deadline-exceeded") ? 504 : 502);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(refused).path("code").asString()).isEqualTo(code);
        assertThat(json(refused).path("branch").asString()).isEqualTo("bad");
    }

    private static Stream<Arguments> emptyAnswers() {
        return Stream.of(
                Arguments.of("204", "HTTP/1.1 204 No Content\r\n\r\n"),
                Arguments.of("a length of 0", message("200 OK", JSON, "")),
                Arguments.of("null", message("200 OK", JSON, "null")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("emptyAnswers")
    void anEmptyAnswerIsNull(String name, String octets) {
        answer = socket -> RudeDepartment.write(socket, octets);

        HttpResponse<String> whole = province.get("/required");

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(json(whole).path("bad").isNull()).isTrue();
        assertThat(state(whole, "bad")).isEqualTo("ok department");
    }
}
