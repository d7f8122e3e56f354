package org.palmgateway.gateway.compose;

import org.springframework.http.HttpHeaders;

/** The fields of composed answers. */
final class Heads {

    private Heads() {}

    /** Says what follows. It was made for one caller at one moment, and is nobody else's. */
    static void fill(HttpHeaders headers, Presentation presentation) {
        headers.set(HttpHeaders.CONTENT_TYPE, presentation.type());
        headers.setCacheControl("no-store");
        headers.set(HttpHeaders.VARY, "Accept, Accept-Language");
    }
}
