package org.palmgateway.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

class CheckRequestTest {

    private static final String CONTRACT = """
            contracts:
              - id: main
                document: |
                  openapi: 3.1.0
                  info: { title: Test, version: '1' }
                  paths:
                    /items/{id}:
                      parameters:
                        - { name: id, in: path, required: true, schema: { type: integer } }
                      get:
                        operationId: get
                        parameters: [{ name: page, in: query, schema: { type: integer } }]
                        responses: { '200': { description: a } }
                      post:
                        operationId: post
                        requestBody:
                          required: true
                          content:
                            application/json:
                              schema: { type: object, required: [name], properties: { name: { type: string } } }
                            text/plain: {}
                        responses: { '200': { description: a } }
            """;

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment(
            (request, response) -> response.send(request.receive().retain()).then());

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        String bundle = BundleText.of("d", "330000", DEPARTMENT.url())
                .route(
                        "d.get",
                        "GET",
                        "/items/{number}",
                        "audience: public",
                        "contract: { in: main, operation: get, validate: true }")
                .route(
                        "d.post",
                        "POST",
                        "/items/{number}",
                        "audience: public",
                        "contract: { in: main, operation: post, validate: true }")
                .toString();
        gateway = TestGateway.start(
                directory, ISSUER, Map.of("d", bundle + CONTRACT), "--palm.contracts.maximum-body=32KB");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    @Test
    void aBodyThatIsAsTheContractSaysReachesTheDepartmentAsItCame() {
        String small = "{ \"name\" : \"x\" }";
        String large = "{\"name\":\"" + "x".repeat(20_000) + "\"}";

        assertThat(post("application/json", small).body()).isEqualTo(small);
        assertThat(post("application/json", large).body()).isEqualTo(large);
        assertThat(post("text/plain", "hello").body()).isEqualTo("hello");
    }

    @Test
    void aBodyOfUnknownLengthIsCheckedToo() {
        HttpRequest.Builder chunked =
                request("application/json").POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("{}")));

        assertThat(gateway.send(chunked).statusCode()).isEqualTo(400);
    }

    @Test
    void aRequestThatIsNotIsRefusedWithWhatIsWrongAndDoesNotReachTheDepartment() {
        int before = DEPARTMENT.seen().size();

        HttpResponse<String> response = gateway.get("/items/x?page=one", "Accept-Language", "en");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("\"code\":\"request-invalid\"")
                .contains("{\"pointer\":\"/path/id\",\"detail\":\"string found, integer expected\"}")
                .contains("\"pointer\":\"/query/page\"");
        assertThat(DEPARTMENT.seen()).hasSize(before);
    }

    @Test
    void whatIsWrongIsToldInChinese() {
        HttpResponse<String> response = gateway.send(
                request("application/json").POST(BodyPublishers.ofString("{}")), "Accept-Language", "zh-CN");

        assertThat(response.body()).contains("{\"pointer\":\"/body/name\",\"detail\":\"缺少必需的值\"}");
    }

    @Test
    void aBodyThatIsTooLongToBeCheckedIsRefused() {
        String longest = "{\"name\":\"" + "x".repeat(40_000) + "\"}";

        assertThat(post("application/json", longest).statusCode()).isEqualTo(413);
        assertThat(gateway.send(request("application/json")
                                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(longest))))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aCodedBodyIsRefusedSinceItCannotBeChecked() {
        HttpRequest.Builder coded = request("application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("{\"name\":\"x\"}"));

        assertThat(gateway.send(coded).statusCode()).isEqualTo(400);
    }

    @Test
    void aContentTypeThatIsNotListedIsRefused() {
        assertThat(post("application/xml", "<a/>").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> post(String type, String body) {
        return gateway.send(request(type).POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String type) {
        URI uri = gateway.uri("/items/1");
        return HttpRequest.newBuilder(uri).header("Content-Type", type);
    }
}
