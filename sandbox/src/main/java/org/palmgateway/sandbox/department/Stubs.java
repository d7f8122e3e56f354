package org.palmgateway.sandbox.department;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.RequestMethod;

/** Turns affairs into WireMock's stubs. */
final class Stubs {

    private static final int LAST = Integer.MAX_VALUE;

    private final Catalogue catalogue;

    Stubs(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    void addTo(WireMockServer server) {
        catalogue
                .departments()
                .forEach(department -> department
                        .affairs()
                        .forEach(affair -> server.stubFor(
                                request(method(affair), urlPathTemplate("/" + department.id() + affair.path()))
                                        .willReturn(answer(department, affair)))));
        server.stubFor(any(anyUrl())
                .atPriority(LAST)
                .willReturn(Refusal.answer(
                        404,
                        "",
                        "unknown-affair",
                        "No department of the sandbox has an affair of this method and path.")));
    }

    private static String method(Affair affair) {
        return affair.method().equals("GET") ? RequestMethod.GET_OR_HEAD.getName() : affair.method();
    }

    private ResponseDefinitionBuilder answer(Department department, Affair affair) {
        ResponseDefinitionBuilder answer =
                ResponseDefinitionBuilder.responseDefinition().withStatus(affair.status());
        affair.headers().forEach(answer::withHeader);
        if (affair.answer() == null) {
            return answer;
        }
        String template = template(department, affair, affair.answer());
        answer.withHeader("Content-Type", affair.mediaType())
                .withHeader("Vary", "Accept-Language")
                .withBody(template);
        if (affair.seconds() > 0) {
            int events = template.split("\n\n").length;
            answer.withChunkedDribbleDelay(events, affair.seconds() * 1000);
        }
        return answer;
    }

    /** A form's template has a field on each line, since the end of a line would be part of a value. */
    private String template(Department department, Affair affair, String file) {
        String template = catalogue.template(department, file);
        return affair.said() == Notation.FORM
                ? String.join("&", template.lines().toList())
                : template;
    }
}
