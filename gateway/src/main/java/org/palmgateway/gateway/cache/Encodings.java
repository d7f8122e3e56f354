package org.palmgateway.gateway.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.cache.coding.Coding;
import reactor.core.scheduler.Scheduler;

/**
 * Chooses the coding that a stored response is given in, and has those made that are missing: once for a response, on threads of their own.
 * Nobody waits for it: until it is made, the next best one is given.
 */
final class Encodings {

    private static final byte[] NOT_WORTH_IT = new byte[0];

    private final ResponseStore store;
    private final Scheduler scheduler;
    private final Set<Job> underWay = ConcurrentHashMap.newKeySet();

    /** A coding of a response; the same response is the same object. */
    private record Job(StoredResponse response, Coding coding) {}

    /** A form of a response: its octets, and their coding, or null for none. */
    static final class Form {
        private final @Nullable Coding coding;
        private final byte[] octets;

        Form(@Nullable Coding coding, byte[] octets) {
            this.coding = coding;
            this.octets = octets;
        }

        @Nullable
        Coding coding() {
            return coding;
        }

        byte[] octets() {
            return octets;
        }
    }

    /**
     * Makes it.
     *
     * @param store where the codings are kept with their responses
     * @param scheduler where they are made; it may refuse work
     */
    Encodings(ResponseStore store, Scheduler scheduler) {
        this.store = store;
        this.scheduler = scheduler;
    }

    /** Chooses the best form that there is of what the caller accepts. */
    Form choose(Question question, StoredResponse response) {
        if (response.isEncodable()) {
            boolean best = true;
            for (Coding coding : question.accepted().preferred()) {
                if (Coding.available().contains(coding)) {
                    byte @Nullable [] octets = response.encoding(coding);
                    if (octets != null && octets.length > 0) {
                        return new Form(coding, octets);
                    }
                    if (octets == null && best) {
                        begin(question, new Job(response, coding));
                    }
                    best = false;
                }
            }
        }
        return new Form(null, response.body());
    }

    private void begin(Question question, Job job) {
        if (!underWay.add(job)) {
            return;
        }
        try {
            scheduler.schedule(() -> make(question, job));
        } catch (RejectedExecutionException e) {
            // Another answer will ask for it again.
            underWay.remove(job);
        }
    }

    private void make(Question question, Job job) {
        try {
            byte[] octets = job.coding().encode(job.response().body());
            byte[] worth = octets.length < job.response().body().length ? octets : NOT_WORTH_IT;
            store.replace(question, job.response(), job.response().encoded(job.coding(), worth));
        } finally {
            underWay.remove(job);
        }
    }
}
