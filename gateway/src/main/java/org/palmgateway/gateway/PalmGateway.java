package org.palmgateway.gateway;

import java.util.Map;
import org.palmgateway.gateway.plane.Gateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a gateway. */
public final class PalmGateway {

    private static final Logger LOG = LoggerFactory.getLogger(PalmGateway.class);

    private PalmGateway() {}

    /** Starts a gateway with the settings of {@code application.yaml}, the environment and the command line. */
    public static void main(String[] arguments) {
        Gateway gateway = Gateway.start(Map.of(), arguments);
        gateway.closeOnExit();
        LOG.info("Data plane on port {}, admin plane on port {}", gateway.dataPort(), gateway.adminPort());
    }
}
