package org.palmgateway.sandbox.department;

import com.github.tomakehurst.wiremock.common.Notifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends WireMock's messages to the process's own log; the standalone WireMock brings a private copy of SLF4J. */
final class LoggingNotifier implements Notifier {

    private static final Logger LOG = LoggerFactory.getLogger(Departments.class);

    @Override
    public void info(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void error(String message) {
        LOG.warn("{}", message);
    }

    @Override
    public void error(String message, Throwable cause) {
        LOG.warn("{}", message, cause);
    }
}
