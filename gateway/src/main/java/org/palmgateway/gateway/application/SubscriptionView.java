package org.palmgateway.gateway.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.palmgateway.gateway.admin.Versions;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.Owners;
import org.palmgateway.routes.registry.Subscription;
import org.palmgateway.routes.subscription.Grant;
import org.springframework.http.ResponseEntity;

/** A subscription, and what became of it. */
record SubscriptionView(
        String client,
        String issuer,
        String owner,
        String kind,
        String item,
        String stage,
        String requestedBy,
        Instant requestedAt,
        String reason,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt,
        Optional<String> decision,
        long version) {

    /** A page of subscriptions. */
    record Page(int total, int offset, List<SubscriptionView> subscriptions) {
        static Page of(Owners.Page<Subscription> page, int offset) {
            return new Page(
                    page.total(),
                    offset,
                    page.items().stream().map(SubscriptionView::of).toList());
        }
    }

    static SubscriptionView of(Subscription subscription) {
        Grant what = subscription.what();
        return new SubscriptionView(
                what.client(),
                what.issuer(),
                what.owner(),
                Scalars.word(what.kind()),
                what.item(),
                Scalars.word(subscription.stage()),
                subscription.requestedBy(),
                subscription.requestedAt(),
                subscription.reason(),
                Optional.ofNullable(subscription.decidedBy()),
                Optional.ofNullable(subscription.decidedAt()),
                Optional.ofNullable(subscription.decision()),
                subscription.version());
    }

    static ResponseEntity<SubscriptionView> tagged(Subscription subscription) {
        return ResponseEntity.ok().eTag(Versions.tag(subscription.version())).body(of(subscription));
    }

    /** Reads what a subscription is to: {@code plan} or {@code route}. */
    static Grant.Kind kind(String word) {
        try {
            return Scalars.constant(Grant.Kind.class, word);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new RequestProblem.MalformedRequest("plan or route"));
        }
    }
}
