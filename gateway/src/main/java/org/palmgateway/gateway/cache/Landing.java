package org.palmgateway.gateway.cache;

import org.palmgateway.gateway.cache.rule.NotStored;

/** How a flight ends for the one who began it: as soon as the department's header section is there. */
sealed interface Landing {

    /**
     * The response streams, and is kept as it does.
     *
     * @param fetched the response; its body is read by the recording
     * @param recording where its body comes from
     */
    record Streaming(Fetched fetched, Recording recording) implements Landing {}

    /**
     * The response is not kept.
     *
     * @param fetched the response; whoever gets it must take its body or give it up
     * @param why the reason
     */
    record Passing(Fetched fetched, NotStored why) implements Landing {}

    /**
     * The department confirmed what is stored.
     *
     * @param response the response, brought up to date
     * @param stored whether it still may be stored
     */
    record Confirmed(StoredResponse response, boolean stored) implements Landing {}
}
