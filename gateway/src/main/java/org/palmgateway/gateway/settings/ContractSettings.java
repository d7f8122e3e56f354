package org.palmgateway.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How requests are checked against contracts, under {@code palm.contracts}.
 *
 * @param maximumBody the longest JSON body that is read to be checked; default 256KB
 */
public record ContractSettings(@DefaultValue("256KB") DataSize maximumBody) {

    private static final DataSize LEAST = DataSize.ofKilobytes(1);
    private static final DataSize MOST = DataSize.ofMegabytes(16);

    /** Checks the number. */
    public ContractSettings {
        if (maximumBody.compareTo(LEAST) < 0 || maximumBody.compareTo(MOST) > 0) {
            throw new InvalidSetting("palm.contracts.maximum-body", maximumBody, "1KB to 16MB");
        }
    }
}
