package org.palmgateway.auth.keys;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.util.List;

/** An issuer that publishes keys over HTTP on a free port, and counts who asks. */
public final class KeyServer implements AutoCloseable {

    private static final String DISCOVERY = "/realm/.well-known/openid-configuration";
    private static final String KEYS = "/realm/keys";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    /** Starts with a correct discovery document and no keys. */
    public KeyServer() {
        server.start();
        discovery("{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + keys() + "\"}");
    }

    /** The issuer identifier. */
    public URI issuer() {
        return URI.create("http://127.0.0.1:" + server.port() + "/realm");
    }

    /** The address of the keys. */
    public URI keys() {
        return URI.create("http://127.0.0.1:" + server.port() + KEYS);
    }

    /** Any other address of this server. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** Publishes the public halves of keys. */
    public void publish(JWK... published) {
        answerKeys(okJson(new JWKSet(List.of(published)).toString()));
    }

    void discovery(String json) {
        server.stubFor(get(urlPathEqualTo(DISCOVERY)).willReturn(okJson(json)));
    }

    /** Makes the key address answer anything. */
    public void answerKeys(ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlPathEqualTo(KEYS)).willReturn(answer));
    }

    /** Makes the key address fail. */
    public void fail() {
        answerKeys(aResponse().withStatus(500));
    }

    /** How often the keys were fetched. */
    public int fetches() {
        return requests(KEYS);
    }

    /** How often a path was asked for. */
    public int requests(String path) {
        return server.findAll(getRequestedFor(urlPathEqualTo(path))).size();
    }

    @Override
    public void close() {
        server.stop();
    }
}
