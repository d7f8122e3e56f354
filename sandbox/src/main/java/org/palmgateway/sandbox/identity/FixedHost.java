package org.palmgateway.sandbox.identity;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Makes every request appear to be addressed to {@code 127.0.0.1} and the port that was bound, whatever its
 * {@code Host} says. The issuer is derived from that address, so it is one and the same for everybody and known even if
 * any free port was asked for.
 */
final class FixedHost
        implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>,
                ApplicationListener<ServletWebServerInitializedEvent> {

    static final String NAME = "127.0.0.1";

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> connector.setProxyName(NAME));
    }

    @Override
    public void onApplicationEvent(ServletWebServerInitializedEvent event) {
        TomcatWebServer server = (TomcatWebServer) event.getWebServer();
        server.getTomcat().getConnector().setProxyPort(server.getPort());
    }
}
