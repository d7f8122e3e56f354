package org.palmgateway.gateway.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How passports are made, under {@code palm.identity.passport}.
 *
 * @param issuer what passports carry as {@code iss}; default {@code palm-gateway}
 * @param life from issue to expiry, 1 s to 60 s; default 60 s
 * @param rotateEvery how long a signing key signs, at least 1 h; default 24 h
 * @param pairwiseSecret secret behind the subjects that departments see, at least 32 characters; needed as soon as there is an issuer; never shown
 */
public record PassportSettings(
        @DefaultValue("palm-gateway") String issuer,
        @DefaultValue("60s") Duration life,
        @DefaultValue("24h") Duration rotateEvery,
        @Nullable String pairwiseSecret) {

    private static final int SHORTEST_SECRET = 32;

    /** Checks the times and the length of the secret. */
    public PassportSettings {
        if (issuer.isBlank()) {
            throw new InvalidSetting("palm.identity.passport.issuer", "empty", "a name, such as palm-gateway");
        }
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(Duration.ofSeconds(60)) > 0) {
            throw new InvalidSetting("palm.identity.passport.life", life, "1s to 60s");
        }
        if (rotateEvery.compareTo(Duration.ofHours(1)) < 0 || rotateEvery.compareTo(Duration.ofDays(365)) > 0) {
            throw new InvalidSetting("palm.identity.passport.rotate-every", rotateEvery, "1h to 365d");
        }
        if (pairwiseSecret != null && pairwiseSecret.length() < SHORTEST_SECRET) {
            throw new InvalidSetting(
                    "palm.identity.passport.pairwise-secret",
                    "too short",
                    "at least " + SHORTEST_SECRET + " characters");
        }
    }

    @Override
    public String toString() {
        return "PassportSettings[issuer=" + issuer + ", life=" + life + ", rotateEvery=" + rotateEvery + "]";
    }
}
