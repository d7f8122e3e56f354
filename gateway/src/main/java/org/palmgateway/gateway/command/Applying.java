package org.palmgateway.gateway.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.palmgateway.gateway.command.AdminApi.Answer;
import org.palmgateway.gateway.command.Applied.State;
import org.palmgateway.gateway.command.Revisions.Revision;
import tools.jackson.databind.JsonNode;

/**
 * Brings a bundle from a file to live: puts it as the owner's draft and submits that.
 *
 * <p>Each change says which version it starts from, so that somebody else's in between is not overwritten unseen.
 */
final class Applying {

    private static final String IF_MATCH = "If-Match";

    private final AdminApi api;
    private final String reason;
    private final boolean waits;

    Applying(AdminApi api, String reason, boolean waits) {
        this.api = api;
        this.reason = reason;
        this.waits = waits;
    }

    /** Applies one bundle; that it fails is part of the answer, for others are to go on. */
    Applied apply(LocalBundle bundle) {
        try {
            Compared compared = Compared.of(api, bundle);
            long published =
                    compared.revisions().published().map(Revision::number).orElse(0L);
            if (compared.differences().isEmpty()) {
                return new Applied(bundle.owner(), State.UNCHANGED, published, "", List.of(), List.of(), null);
            }
            Optional<Revision> waiting = compared.revisions().pending().filter(Revision::isInReview);
            return waiting.isPresent() && says(waiting.get(), compared)
                    ? inReview(compared, waiting.get().number(), "")
                    : submit(compared);
        } catch (CommandFailed e) {
            return Applied.failed(bundle.owner(), e.failure());
        }
    }

    private boolean says(Revision revision, Compared compared) {
        return Revisions.tree(api, compared.bundle().owner(), revision)
                .to(compared.wanted())
                .isEmpty();
    }

    private Applied submit(Compared compared) {
        LocalBundle bundle = compared.bundle();
        Optional<Revision> draft = compared.revisions().pending();
        boolean replaces = draft.isPresent() && !says(draft.get(), compared);
        Answer put = api.put(
                Revisions.path(bundle.owner()) + "/draft?reason=" + AdminApi.encoded(reason),
                bundle.text(),
                Map.of(
                        "Content-Type",
                        bundle.isJson() ? "application/json" : "application/yaml",
                        draft.isPresent() ? IF_MATCH : "If-None-Match",
                        draft.map(revision -> '"' + Long.toString(revision.version()) + '"')
                                .orElse("*")));
        JsonNode done = api.post(
                        Revisions.path(bundle.owner()) + "/draft/submit" + (waits ? "?wait=live" : ""),
                        Map.of("reason", reason),
                        Map.of("Content-Type", "application/json", IF_MATCH, put.tag()))
                .json();
        String replaced = replaces ? draft.get().writtenBy() : "";
        long number = done.path("revision").path("number").asLong();
        return done.path("sequence").asLong() == 0
                ? inReview(compared, number, replaced)
                : published(compared, number, replaced, done);
    }

    private static Applied inReview(Compared compared, long number, String replaced) {
        return new Applied(
                compared.bundle().owner(), State.IN_REVIEW, number, replaced, compared.differences(), List.of(), null);
    }

    private static Applied published(Compared compared, long number, String replaced, JsonNode done) {
        List<String> behind = StreamSupport.stream(done.path("behind").spliterator(), false)
                .map(node -> node.asString(""))
                .toList();
        return new Applied(
                compared.bundle().owner(),
                done.path("live").asBoolean() ? State.LIVE : State.PUBLISHED,
                number,
                replaced,
                compared.differences(),
                behind,
                null);
    }
}
