package org.palmgateway.gateway.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.palmgateway.gateway.explain.Explanation.HeldValue;
import org.palmgateway.gateway.explain.Impact.Group;
import org.palmgateway.gateway.explain.Impact.Place;
import org.palmgateway.gateway.match.RouteChoice;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.gateway.record.RecordedRequest;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.snapshot.Snapshot;

/**
 * Replays requests that were made through the snapshot in use and another one, and tells what would be different.
 *
 * <p>Both are asked for the same decisions; what became of the requests when they were made does not matter. Equal requests are asked about
 * once. A pure function; safe for any number of threads.
 */
public final class BlastRadius {

    private static final int MOST_APPLICATIONS = 20;

    private final Plans plans;

    /**
     * Makes the replay.
     *
     * @param texts says what a problem means
     */
    public BlastRadius(ProblemTexts texts) {
        this.plans = new Plans(texts, new Viewer.Everything());
    }

    private record Change(Place before, Place after, boolean otherPolicy) {

        boolean isNone() {
            return before.equals(after) && !otherPolicy;
        }
    }

    private record Policies(AppliedPolicy before, AppliedPolicy after) {}

    /**
     * Replays requests.
     *
     * @param requests the requests, each as often as it was made
     * @param before the snapshot in use
     * @param after the other one
     */
    public Impact of(Collection<RecordedRequest> requests, Snapshot before, Snapshot after) {
        Map<RecordedRequest, Integer> asked = new LinkedHashMap<>();
        requests.forEach(request -> asked.merge(request.asked(), 1, Integer::sum));
        Map<Change, Map<String, Integer>> changes = new LinkedHashMap<>();
        Map<Policies, Boolean> compared = new HashMap<>();
        asked.forEach((request, count) -> {
            Change change = change(request, before, after, compared);
            if (!change.isNone()) {
                changes.computeIfAbsent(change, first -> new TreeMap<>())
                        .merge(request.application(), count, Integer::sum);
            }
        });
        return impact(requests.size(), changes);
    }

    private Change change(RecordedRequest request, Snapshot before, Snapshot after, Map<Policies, Boolean> compared) {
        Outcome now = outcome(before, request);
        Outcome then = outcome(after, request);
        boolean otherPolicy = now.route().isPresent()
                && then.route().isPresent()
                && compared.computeIfAbsent(
                        new Policies(policy(before, request, now), policy(after, request, then)),
                        policies -> !values(policies.before()).equals(values(policies.after())));
        return new Change(place(now), place(then), otherPolicy);
    }

    private Outcome outcome(Snapshot snapshot, RecordedRequest request) {
        Question question = question(snapshot, request);
        List<String> regions = question.region().map(List::of).orElseGet(List::of);
        RouteChoice choice = RouteChoice.of(snapshot, question.method(), question.path(), regions);
        return Outcome.of(snapshot, question, choice, plans);
    }

    private static Question question(Snapshot snapshot, RecordedRequest request) {
        return new Question(
                request.method(),
                request.path(),
                Optional.ofNullable(request.region()),
                request.audience().isEmpty() ? Optional.empty() : Optional.of(request.audience()),
                request.scopes(),
                request.roles(),
                request.assurance(),
                request.application(),
                request.percentile(),
                snapshot.policies().at(),
                request.issuer().isEmpty() ? Optional.empty() : Optional.of(request.issuer()));
    }

    private static Place place(Outcome outcome) {
        return new Place(outcome.route().map(route -> route.route().id()), outcome.code());
    }

    private static AppliedPolicy policy(Snapshot snapshot, RecordedRequest request, Outcome outcome) {
        return question(snapshot, request).policy(snapshot, outcome.route().orElseThrow());
    }

    /** Who says a value does not matter to a request. */
    private static Map<String, String> values(AppliedPolicy policy) {
        Map<String, String> values = new HashMap<>();
        HeldValues.of(policy).forEach((HeldValue value) -> values.put(value.name(), value.value()));
        return values;
    }

    private static Impact impact(int requests, Map<Change, Map<String, Integer>> changes) {
        int moved = 0;
        int lost = 0;
        int access = 0;
        int policy = 0;
        List<Group> groups = new ArrayList<>();
        for (Map.Entry<Change, Map<String, Integer>> each : changes.entrySet()) {
            Change change = each.getKey();
            int count = each.getValue().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            boolean moves = !change.before().route().equals(change.after().route());
            moved += moves ? count : 0;
            lost += isUnknown(change.after()) && !isUnknown(change.before()) ? count : 0;
            access += !moves && !change.before().code().equals(change.after().code()) ? count : 0;
            policy += change.otherPolicy() ? count : 0;
            Map<String, Integer> applications = new LinkedHashMap<>();
            each.getValue().entrySet().stream()
                    .limit(MOST_APPLICATIONS)
                    .forEach(entry -> applications.put(entry.getKey(), entry.getValue()));
            groups.add(new Group(change.before(), change.after(), change.otherPolicy(), count, applications));
        }
        groups.sort(Comparator.comparingInt(Group::requests).reversed());
        int shown = Math.min(Impact.SHOWN, groups.size());
        return new Impact(requests, moved, lost, access, policy, groups.subList(0, shown), groups.size() - shown);
    }

    private static boolean isUnknown(Place place) {
        return place.route().isEmpty()
                && place.code()
                        .filter(code -> code.equals("unknown-path") || code.equals("not-offered"))
                        .isPresent();
    }
}
