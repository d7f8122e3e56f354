package org.palmgateway.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.cache.coding.Coding;
import org.palmgateway.gateway.cache.coding.Compressible;
import org.palmgateway.gateway.cache.rule.Fields;
import org.palmgateway.gateway.cache.rule.Freshness;
import org.palmgateway.gateway.cache.rule.RequestControl;
import org.palmgateway.gateway.cache.rule.ResponseControl;
import org.palmgateway.gateway.cache.rule.Reuse;
import org.palmgateway.gateway.cache.rule.Times;
import org.palmgateway.gateway.cache.rule.Validators;
import org.palmgateway.routes.policy.CachePolicy;

/** A complete response to GET, as it was stored. Immutable, also its octets: nobody writes to them. */
final class StoredResponse {

    private static final int OVERHEAD = 500;
    private static final int LEAST_WORTH_ENCODING = 512;
    private static final int MOST_TAGS = 32;
    private static final int LONGEST_TAG = 128;

    /** How long one that could be validated is kept beyond its use. */
    private static final Duration FOR_VALIDATION = Duration.ofHours(1);

    private final int status;
    private final Fields fields;
    private final byte[] body;
    private final ResponseControl control;
    private final Freshness freshness;
    private final Times times;
    private final Map<String, String> selecting;
    private final Map<Coding, byte[]> encodings;

    // Asked for with every answer, so read out of the fields only once.
    private final Fields shown;
    private final Validators validators;
    private final boolean encodable;

    private StoredResponse(
            int status,
            Fields fields,
            byte[] body,
            ResponseControl control,
            Freshness freshness,
            Times times,
            Map<String, String> selecting,
            Map<Coding, byte[]> encodings) {
        this.status = status;
        this.fields = fields;
        this.body = body;
        this.control = control;
        this.freshness = freshness;
        this.times = times;
        this.selecting = selecting;
        this.encodings = encodings;
        this.shown = fields.without(CachedAnswer::isOurs);
        this.validators = Validators.of(fields);
        this.encodable = status == 200
                && body.length >= LEAST_WORTH_ENCODING
                && !control.noTransform()
                && !fields.has("Content-Encoding")
                && Compressible.is(fields.first("Content-Type"));
    }

    /**
     * Makes one.
     *
     * @param status the status code
     * @param fields what is kept of its fields
     * @param body its octets
     * @param control what it says about its keeping
     * @param freshness how long it is fresh
     * @param times when it came
     * @param selecting the fields of the request that it was selected by, with their values
     */
    static StoredResponse of(
            int status,
            Fields fields,
            byte[] body,
            ResponseControl control,
            Freshness freshness,
            Times times,
            Map<String, String> selecting) {
        return new StoredResponse(
                status, fields, body, control, freshness, times, Map.copyOf(selecting), new EnumMap<>(Coding.class));
    }

    /** Returns this response, confirmed by its department. */
    StoredResponse confirmed(Fields newer, ResponseControl said, Freshness fresh, Times when) {
        return new StoredResponse(status, newer, body, said, fresh, when, selecting, encodings);
    }

    /** Returns this response with its content in one more coding; with no octets when that is not worth it. */
    StoredResponse encoded(Coding coding, byte[] octets) {
        Map<Coding, byte[]> more = new EnumMap<>(Coding.class);
        more.putAll(encodings);
        more.put(coding, octets);
        return new StoredResponse(status, fields, body, control, freshness, times, selecting, more);
    }

    int status() {
        return status;
    }

    Fields fields() {
        return fields;
    }

    byte[] body() {
        return body;
    }

    ResponseControl control() {
        return control;
    }

    Times times() {
        return times;
    }

    Validators validators() {
        return validators;
    }

    /** Returns the fields that callers are shown. */
    Fields shown() {
        return shown;
    }

    Map<String, String> selecting() {
        return selecting;
    }

    /** Returns the octets in a coding: none at all when the coding is not worth it, null when they were not made yet. */
    byte @Nullable [] encoding(Coding coding) {
        return encodings.get(coding);
    }

    /** Tells whether its content may be given in another coding, and gains by it. */
    boolean isEncodable() {
        return encodable;
    }

    /** Returns the tags that its department put on it, by which it can be purged. */
    List<String> tags() {
        List<String> tags = new ArrayList<>();
        for (String tag : String.join(",", fields.all("Cache-Tag")).split(",", -1)) {
            String trimmed = tag.strip();
            if (!trimmed.isEmpty() && trimmed.length() <= LONGEST_TAG && tags.size() < MOST_TAGS) {
                tags.add(trimmed);
            }
        }
        return tags;
    }

    /** Decides what may be done with it. */
    Reuse reuse(RequestControl request, CachePolicy policy, Instant now) {
        return Reuse.of(
                times.ageAt(now),
                freshness.atMost(policy.maximumAge()),
                control,
                request,
                policy.staleWhileRevalidate(),
                policy.staleIfError());
    }

    /** Returns for how long it can be of use from a moment on. */
    Duration usefulFor(CachePolicy policy, Instant now) {
        Duration stale = Reuse.usableStale(control, policy.staleWhileRevalidate(), policy.staleIfError());
        Duration validation = validators.any() ? FOR_VALIDATION : Duration.ZERO;
        Duration beyond = stale.compareTo(validation) > 0 ? stale : validation;
        Duration left =
                freshness.atMost(policy.maximumAge()).lifetime().plus(beyond).minus(times.ageAt(now));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Returns about how many octets of memory this takes. */
    long octets() {
        long octets = (long) OVERHEAD + fields.octets() + body.length;
        for (byte[] encoding : encodings.values()) {
            octets += encoding.length + 16;
        }
        for (Map.Entry<String, String> field : selecting.entrySet()) {
            octets += 112 + field.getKey().length() + field.getValue().length();
        }
        return octets;
    }
}
