package org.palmgateway.gateway.settings;

import java.nio.file.Path;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where operators' policies are kept, under {@code palm.policies}.
 *
 * @param directory directory of the journal; default {@code data/policies}
 */
public record PolicySettings(@DefaultValue("data/policies") Path directory) {

    /** Checks the directory. */
    public PolicySettings {
        if (directory.toString().isBlank()) {
            throw new InvalidSetting("palm.policies.directory", "empty", "a directory, such as /var/lib/palm/policies");
        }
    }
}
