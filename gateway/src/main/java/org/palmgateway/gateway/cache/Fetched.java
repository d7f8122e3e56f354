package org.palmgateway.gateway.cache;

import java.time.Instant;
import org.palmgateway.gateway.cache.rule.Fields;
import org.palmgateway.gateway.cache.rule.HttpDate;
import org.palmgateway.gateway.call.Arrived;
import org.palmgateway.gateway.call.HandedBody;

/**
 * A department's response whose header section has arrived.
 *
 * @param status the status code
 * @param fields its fields
 * @param body its body
 * @param flushed whether each piece is to be sent on at once, as for a stream of events
 */
record Fetched(int status, Fields fields, HandedBody body, boolean flushed) {

    static Fetched of(Arrived arrived) {
        return new Fetched(arrived.status(), Fields.of(arrived.headers()), arrived.body(), arrived.flushed());
    }

    /** Returns this with the time that it came, if it does not say when it was made (RFC 9110 §6.6.1). */
    Fetched dated(Instant received) {
        return fields.has("Date")
                ? this
                : new Fetched(status, fields.with("Date", HttpDate.written(received)), body, flushed);
    }
}
