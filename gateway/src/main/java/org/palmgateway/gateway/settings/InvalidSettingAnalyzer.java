package org.palmgateway.gateway.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a wrong setting as one sentence instead of a stack trace. */
final class InvalidSettingAnalyzer extends AbstractFailureAnalyzer<InvalidSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable root, InvalidSetting cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), "Correct the setting and start again.", cause);
    }
}
