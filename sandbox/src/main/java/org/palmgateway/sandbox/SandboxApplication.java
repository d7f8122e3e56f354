package org.palmgateway.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the province and says what listens where. */
public final class SandboxApplication {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxApplication.class);

    private SandboxApplication() {}

    /**
     * Starts the province: gateway on 8080 and 8090, identity provider on 9000, departments on 9100, a mock of drafts
     * on 9200.
     *
     * @param arguments settings of the gateway, such as {@code --palm.access-log.enabled=true}
     * @throws IOException when the bundles cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Sandbox.Ports ports = new Sandbox.Ports(8080, 8090, 9000, 9100, 9200);
        Sandbox sandbox = Sandbox.start(ports, Path.of("bundles"), Path.of("target", "sandbox"), Map.of(), arguments);
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "palm-stop"));
        LOG.info("{}", banner(sandbox));
    }

    private static String banner(Sandbox sandbox) {
        String data = "http://127.0.0.1:" + sandbox.gateway().dataPort();
        String admin = "http://127.0.0.1:" + sandbox.gateway().adminPort();
        return """


                Palm Gateway: a province in a box is ready.

                  %s  the gateway's data plane: call affairs here
                  %s  the gateway's admin plane: health, metrics, explain (token of he-tao)
                  %s  the identity provider (demo users, password: demo)
                  http://127.0.0.1:%s  the departments, which only the gateway should call
                  sandbox/bundles        the routes; edit one and it is live within 2 s

                Try it (in another terminal):

                  TOKEN=$(curl -s -X POST '%s/demo/token?user=zhang-wei&raw')
                  curl -s -H "Authorization: Bearer $TOKEN" %s/social-insurance/records
                  curl -s -H "Authorization: Bearer $TOKEN" -H 'Palm-Region: 330106' -H 'Accept-Language: en' -i %s/social-insurance/records

                Ctrl-C stops everything.
                """.formatted(
                        data,
                        admin,
                        sandbox.identity().issuer(),
                        sandbox.departments().port(),
                        sandbox.identity().issuer(),
                        data,
                        data);
    }
}
