package org.palmgateway.gateway.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How traffic is served, under {@code palm.data-plane}.
 *
 * @param address the address to listen on; default all
 * @param port the port to listen on, 0 for any free one; default 8080
 * @param publicUri the address that callers know this plane by, without a path; default none: tokens that
 *     are bound to a key are then refused, since their proofs (DPoP) name it
 * @param maximumHeaders the largest header section of a request that is read; default 32 KB
 * @param maximumTarget the longest request target that is read, in octets; default 8 KB
 * @param wholeAnswers answers of a known length up to this one are held until they are complete, so that a department that
 *     breaks off is answered with a problem and not with half a document; default 64 KB, 0 to hold none
 * @param trustedPeers networks (CIDR) of proxies whose {@code Forwarded}, {@code X-Forwarded-*} and request ids are believed; default none
 * @param idle how long a connection may stay open without a request; default 60 s
 * @param read how long a caller may pause while it sends a request; default 30 s
 * @param drain how long requests may go on after the node was told to stop; default 30 s
 * @param drainNotice how long the node says that it is not ready, before it closes its port; default 0 s
 * @param eventLoops how many threads serve callers and call departments, 0 for as many as there are processors; default 0
 */
public record DataPlaneSettings(
        @DefaultValue("0.0.0.0") String address,
        @DefaultValue("8080") int port,
        @Nullable URI publicUri,
        @DefaultValue("32KB") DataSize maximumHeaders,
        @DefaultValue("8KB") DataSize maximumTarget,
        @DefaultValue("64KB") DataSize wholeAnswers,
        @DefaultValue List<AddressRange> trustedPeers,
        @DefaultValue("60s") Duration idle,
        @DefaultValue("30s") Duration read,
        @DefaultValue("30s") Duration drain,
        @DefaultValue("0s") Duration drainNotice,
        @DefaultValue("0") int eventLoops) {

    private static final int MOST_EVENT_LOOPS = 1000;

    private static final DataSize LARGEST_HEADERS = DataSize.ofKilobytes(128);

    /** Checks the numbers. */
    public DataPlaneSettings {
        AdminSettings.checkPort("palm.data-plane.port", port);
        if (publicUri != null && !isBare(publicUri)) {
            throw new InvalidSetting(
                    "palm.data-plane.public-uri",
                    publicUri,
                    "scheme and host alone, such as https://api.example.gov.cn");
        }
        if (maximumHeaders.toBytes() < 1024 || maximumHeaders.compareTo(LARGEST_HEADERS) > 0) {
            throw new InvalidSetting("palm.data-plane.maximum-headers", maximumHeaders, "1KB to 128KB");
        }
        if (maximumTarget.toBytes() < 256 || maximumTarget.compareTo(LARGEST_HEADERS) > 0) {
            throw new InvalidSetting("palm.data-plane.maximum-target", maximumTarget, "256B to 128KB");
        }
        if (wholeAnswers.isNegative() || wholeAnswers.compareTo(DataSize.ofMegabytes(1)) > 0) {
            throw new InvalidSetting("palm.data-plane.whole-answers", wholeAnswers, "0B to 1MB");
        }
        checkTime("palm.data-plane.idle", idle);
        checkTime("palm.data-plane.read", read);
        if (drain.isNegative() || drain.compareTo(Duration.ofHours(1)) > 0) {
            throw new InvalidSetting("palm.data-plane.drain", drain, "0s to 1h");
        }
        if (drainNotice.isNegative() || drainNotice.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new InvalidSetting("palm.data-plane.drain-notice", drainNotice, "0s to 5m");
        }
        if (eventLoops < 0 || eventLoops > MOST_EVENT_LOOPS) {
            throw new InvalidSetting("palm.data-plane.event-loops", eventLoops, "0 to 1000");
        }
        trustedPeers = List.copyOf(trustedPeers);
    }

    /** Returns how many threads serve callers. */
    public int threads() {
        return eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops;
    }

    private static boolean isBare(URI uri) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean noPath = uri.getRawPath() == null || uri.getRawPath().isEmpty();
        return http
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && noPath
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static void checkTime(String name, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new InvalidSetting(name, time, "1ms to 1h");
        }
    }
}
