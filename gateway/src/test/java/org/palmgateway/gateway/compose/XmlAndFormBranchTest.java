package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.compose.ComposedProvince.json;
import static org.palmgateway.gateway.compose.ComposedProvince.state;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Departments that speak XML or forms are spoken to in their own way, and phones get JSON of all of them. */
class XmlAndFormBranchTest {

    @TempDir
    private Path directory;

    private final ConcurrentMap<String, String> sent = new ConcurrentHashMap<>();

    private ComposedProvince.Answer remembering(String type, String body) {
        return (request, response) -> request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .flatMap(octets -> {
                    sent.put(request.uri(), request.requestHeaders().get("Content-Type") + " " + octets);
                    return response.header("Content-Type", type)
                            .sendString(reactor.core.publisher.Mono.just(body))
                            .then();
                });
    }

    @Test
    void everyFormatGoesBothWays() {
        try (ComposedProvince province = ComposedProvince.with()
                .departments("a")
                .composed("POST", "/all", """
                        - id: xml
                          department: a
                          method: POST
                          path: /a/xml
                          format: xml
                          xml-root: query
                          xml-arrays: [row]
                          body: { id: /request/body/id, name: /request/body/name }
                        - id: form
                          department: a
                          method: POST
                          path: /a/form
                          format: form
                          body: { id: /request/body/id, name: /request/body/name }
                        - id: json
                          department: a
                          method: POST
                          path: /a/json
                          body: { xml: /branches/xml, form: /branches/form }
                        """)
                .start(directory)) {
            province.on("/a/xml", remembering("text/xml;charset=UTF-8", "<r><row><n>1</n></row></r>"));
            province.on("/a/form", remembering("application/x-www-form-urlencoded", "a=1&b=%E5%BC%A0"));
            province.on("/a/json", remembering("application/json", "true"));

            HttpResponse<String> answer = province.post("/all", "{\"id\":7,\"name\":\"<&\\u5f20]]>\"}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(state(answer, "json")).isEqualTo("ok department");
            assertThat(sent.get("/a/xml"))
                    .startsWith("application/xml; charset=UTF-8 ")
                    .contains("<id>7</id><name>&lt;&amp;张]]&gt;</name></query>");
            assertThat(sent.get("/a/form"))
                    .isEqualTo("application/x-www-form-urlencoded id=7&name=%3C%26%E5%BC%A0%5D%5D%3E");
            assertThat(sent.get("/a/json"))
                    .isEqualTo(
                            "application/json {\"xml\":{\"row\":[{\"n\":\"1\"}]},\"form\":{\"a\":\"1\",\"b\":\"张\"}}");
            assertThat(json(answer).path("xml").toString()).isEqualTo("{\"row\":[{\"n\":\"1\"}]}");
        }
    }

    @Test
    void whatCannotBeWrittenIsNotSent() {
        try (ComposedProvince province = ComposedProvince.with()
                .departments("a")
                .composed("POST", "/all", """
                        - { id: xml, department: a, method: POST, path: /a/xml, format: xml, xml-root: q, body: /request/body/xml }
                        - { id: form, department: a, method: POST, path: /a/form, format: form, body: /request/body/form }
                        """)
                .start(directory)) {
            HttpResponse<String> answer =
                    province.post("/all", "{\"xml\":{\"not a name\":\"\\u0000\"},\"form\":{\"deep\":{\"er\":{}}}}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(state(answer, "xml")).isEqualTo("failed none input-missing");
            assertThat(state(answer, "form")).isEqualTo("failed none input-missing");
            assertThat(province.departments.get("a").seen()).isEmpty();
        }
    }
}
