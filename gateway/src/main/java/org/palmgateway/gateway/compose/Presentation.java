package org.palmgateway.gateway.compose;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** How an answer is given: as one document, or branch by branch as they come. */
enum Presentation {
    /** One JSON document. */
    DOCUMENT("application/json"),
    /** A line of JSON for each branch. */
    LINES("application/x-ndjson"),
    /** An event for each branch (HTML §9.2). */
    EVENTS("text/event-stream");

    private final String type;

    Presentation(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }

    /** Returns what the caller likes best (RFC 9110 §12.5.1): a document unless it prefers a stream. */
    static Presentation of(HttpHeaders asked) {
        Presentation best = DOCUMENT;
        double bestQuality = 0;
        for (MediaType accepted : accepted(asked)) {
            for (Presentation each : values()) {
                // A stream must be named: whoever takes anything expects a document.
                boolean meant = each == DOCUMENT
                        ? accepted.includes(MediaType.APPLICATION_JSON)
                        : each.type.equals(accepted.getType() + '/' + accepted.getSubtype());
                if (meant && accepted.getQualityValue() > bestQuality) {
                    best = each;
                    bestQuality = accepted.getQualityValue();
                }
            }
        }
        return best;
    }

    private static List<MediaType> accepted(HttpHeaders asked) {
        try {
            return asked.getAccept();
        } catch (InvalidMediaTypeException e) {
            return List.of();
        }
    }
}
