package org.palmgateway.gateway.command;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The revisions of an owner that matter.
 *
 * @param published the one that is live; empty when none is
 * @param pending the one that may yet go live; empty when there is none
 */
record Revisions(Optional<Revision> published, Optional<Revision> pending) {

    private static final int AT_ONCE = 1000;

    /**
     * One revision.
     *
     * @param number counts the owner's revisions
     * @param stage how far it has come
     * @param version differs whenever it has been changed
     * @param writtenBy who wrote it last
     */
    record Revision(long number, String stage, long version, String writtenBy) {

        static Revision of(JsonNode view) {
            return new Revision(
                    view.path("number").asLong(),
                    view.path("stage").asString(""),
                    view.path("version").asLong(),
                    view.path("writtenBy").asString(""));
        }

        boolean isInReview() {
            return stage.equals("in-review");
        }
    }

    /** Asks for them. */
    static Revisions of(AdminApi api, String owner) {
        Optional<Revision> published = Optional.empty();
        Optional<Revision> pending = Optional.empty();
        int read = 0;
        int total;
        do {
            JsonNode page = api.get(path(owner) + "/revisions?limit=" + AT_ONCE + "&offset=" + read)
                    .json();
            for (JsonNode view : page.path("revisions")) {
                Revision revision = Revision.of(view);
                switch (revision.stage()) {
                    case "published" -> published = Optional.of(revision);
                    case "draft", "in-review" -> pending = Optional.of(revision);
                    default -> {
                        // Was live, or never will be.
                    }
                }
            }
            read += AT_ONCE;
            total = page.path("total").asInt();
        } while (read < total);
        return new Revisions(published, pending);
    }

    static String path(String owner) {
        return "/api/owners/" + AdminApi.encoded(owner);
    }

    /** Reads what a revision says. */
    static BundleTree tree(AdminApi api, String owner, Revision revision) {
        String text = api.get(path(owner) + "/revisions/" + revision.number() + "/text")
                .body();
        return BundleTree.of("revision " + revision.number() + " of " + owner, text);
    }
}
