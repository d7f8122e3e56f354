package org.palmgateway.routes.policy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that operators say about traffic.
 *
 * @param version counts the changes, from 0 for the empty book
 * @param policies the policies by place
 * @param overrides the overrides by id, those to come included
 */
public record PolicyBook(
        long version, SortedMap<Target, Entry> policies, SortedMap<String, TrafficOverride> overrides) {

    /** A book in which nothing is written. */
    public static final PolicyBook EMPTY = new PolicyBook(0, new TreeMap<>(), new TreeMap<>());

    /**
     * A policy and the version of the book that brought it in.
     *
     * @param policy the policy
     * @param version the version
     */
    public record Entry(Policy policy, long version) {}

    /** One change of a book. */
    public sealed interface Change {

        /**
         * Another policy for a place.
         *
         * @param target the place
         * @param policy the policy; null to take away the one that is there
         */
        record OfPolicy(Target target, @Nullable Policy policy) implements Change {}

        /**
         * Another override, or the end of one.
         *
         * @param id its id
         * @param override the override; null to end it
         */
        record OfOverride(String id, @Nullable TrafficOverride override) implements Change {
            /** Refuses an id that is not the override's. */
            public OfOverride {
                if (override != null && !override.terms().id().equals(id)) {
                    throw new IllegalArgumentException(
                            "id: " + id + " (expected: " + override.terms().id() + ")");
                }
            }
        }
    }

    /** Copies the maps. */
    public PolicyBook {
        policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
        overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
    }

    /** Returns the policy of a place. */
    public Optional<Entry> at(Target target) {
        return Optional.ofNullable(policies.get(target));
    }

    /** Returns the next version of the book. */
    public PolicyBook with(List<Change> changes) {
        return with(changes, version + 1);
    }

    /** Returns a later version of the book. */
    public PolicyBook with(List<Change> changes, long next) {
        SortedMap<Target, Entry> nextPolicies = new TreeMap<>(policies);
        SortedMap<String, TrafficOverride> nextOverrides = new TreeMap<>(overrides);
        for (Change change : changes) {
            if (change instanceof Change.OfPolicy policy) {
                put(nextPolicies, policy.target(), policy.policy() == null ? null : new Entry(policy.policy(), next));
            } else if (change instanceof Change.OfOverride override) {
                put(nextOverrides, override.id(), override.override());
            }
        }
        return new PolicyBook(next, nextPolicies, nextOverrides);
    }

    private static <K, V> void put(Map<K, V> map, K key, @Nullable V value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    /** Returns this version of the book without the overrides that have ended. */
    public PolicyBook without(Instant now) {
        SortedMap<String, TrafficOverride> lasting = new TreeMap<>(overrides);
        lasting.values().removeIf(override -> !override.terms().until().isAfter(now));
        return new PolicyBook(version, policies, lasting);
    }

    /** Tells whether a change would leave everything as it is. */
    public boolean says(Change change) {
        if (change instanceof Change.OfPolicy policy) {
            @Nullable Entry entry = policies.get(policy.target());
            return Objects.equals(entry == null ? null : entry.policy(), policy.policy());
        }
        Change.OfOverride override = (Change.OfOverride) change;
        return Objects.equals(overrides.get(override.id()), override.override());
    }

    /** Returns a moment, and every later one at which an override begins or ends that says what holds at a place. */
    public NavigableSet<Instant> turnsFrom(Instant now) {
        NavigableSet<Instant> turns = new TreeSet<>(Set.of(now));
        overrides.values().stream()
                .filter(TrafficOverride.OfPolicy.class::isInstance)
                .flatMap(override ->
                        Stream.of(override.terms().from(), override.terms().until()))
                .filter(turn -> turn.isAfter(now))
                .forEach(turns::add);
        return turns;
    }

    /** Returns the next moment at which an override begins or ends; empty when there is none to come. */
    public Optional<Instant> nextTurn(Instant now) {
        return overrides.values().stream()
                .flatMap(override ->
                        Stream.of(override.terms().from(), override.terms().until()))
                .filter(turn -> turn.isAfter(now))
                .min(Instant::compareTo);
    }
}
