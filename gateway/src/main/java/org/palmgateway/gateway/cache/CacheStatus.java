package org.palmgateway.gateway.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an answer came about: the field {@code Cache-Status} (RFC 9211).
 *
 * @param value the member of this cache
 */
record CacheStatus(String value) {

    static final String FIELD = "Cache-Status";

    /** Why a request went to the department (RFC 9211 §2.2). */
    enum Forwarded {
        /** Nothing is stored under its key. */
        URI_MISS("uri-miss"),
        /** What is stored was selected by other fields. */
        VARY_MISS("vary-miss"),
        /** What is stored is stale. */
        STALE("stale"),
        /** The caller wants a newer one. */
        REQUEST("request"),
        /** The caller asks for a part. */
        PARTIAL("partial"),
        /** It is a method that is not answered from the cache. */
        METHOD("method"),
        /** The cache does not answer such requests. */
        BYPASS("bypass");

        private final String word;

        Forwarded(String word) {
            this.word = word;
        }
    }

    /** From the cache. */
    static CacheStatus hit(Duration left) {
        return new CacheStatus("palm; hit; ttl=" + left.toSeconds());
    }

    /** From the cache, stale, for a reason. Never with {@code fwd}, which excludes {@code hit} (RFC 9211 §2.1). */
    static CacheStatus stale(String detail) {
        return new CacheStatus("palm; hit; detail=" + detail);
    }

    /** From the cache, after a call that another caller began. */
    static CacheStatus collapsed(Forwarded why) {
        return new CacheStatus("palm; fwd=" + why.word + "; collapsed");
    }

    /** From the department, whatever it said. */
    static CacheStatus passed(Forwarded why) {
        return new CacheStatus("palm; fwd=" + why.word);
    }

    /** From the department. */
    static CacheStatus forwarded(Forwarded why, int status, boolean stored) {
        return new CacheStatus("palm; fwd=" + why.word + "; fwd-status=" + status + (stored ? "; stored" : ""));
    }

    /** From the department, without having been stored, for a reason. */
    static CacheStatus forwarded(Forwarded why, int status, @Nullable String detail) {
        String value = "palm; fwd=" + why.word + "; fwd-status=" + status;
        return new CacheStatus(detail == null ? value : value + "; detail=" + detail);
    }
}
