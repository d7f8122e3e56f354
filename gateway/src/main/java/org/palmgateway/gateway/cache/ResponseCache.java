package org.palmgateway.gateway.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.palmgateway.gateway.cache.rule.Fields;
import org.palmgateway.gateway.cache.rule.Freshening;
import org.palmgateway.gateway.cache.rule.Freshness;
import org.palmgateway.gateway.cache.rule.ResponseControl;
import org.palmgateway.gateway.cache.rule.Storing;
import org.palmgateway.gateway.cache.rule.Times;
import org.palmgateway.gateway.cache.rule.Validators;
import org.palmgateway.gateway.settings.CacheSettings;
import org.palmgateway.routes.snapshot.Snapshot;
import org.springframework.http.HttpHeaders;
import reactor.core.scheduler.Scheduler;

/**
 * The shared cache of this node: what is stored, what is under way, and what is known of routes.
 *
 * <p>Safe for any number of threads. What operators do here goes through all that is stored, and is not for event loops.
 */
public final class ResponseCache {

    private final Keeping keeping;
    private final Demotions demotions;
    private final Questions questions;
    private final CachedAnswer answers;
    private final Invalidation invalidation;
    private final SelfCheck selfCheck;

    private ResponseCache(Keeping keeping, Demotions demotions, Scheduler scheduler) {
        this.keeping = keeping;
        this.demotions = demotions;
        this.questions = new Questions(demotions, keeping.clock());
        this.answers = new CachedAnswer(new Encodings(keeping.store(), scheduler), keeping.meters(), keeping.clock());
        this.invalidation = new Invalidation(keeping.store(), keeping.flights());
        this.selfCheck = new SelfCheck(keeping, demotions, scheduler);
    }

    /**
     * Opens an empty cache.
     *
     * @param settings its bounds, and where demotions are kept
     * @param meters where the numbers go
     * @param clock the time
     * @param ticker the time by which stored responses are let go
     * @param scheduler for what takes the processor or waits for the disk; bounded
     * @throws IOException when the demotions cannot be read or written
     */
    public static ResponseCache open(
            CacheSettings settings, MeterRegistry meters, Clock clock, Ticker ticker, Scheduler scheduler)
            throws IOException {
        Demotions demotions = Demotions.open(settings.state());
        CacheMeters counts = new CacheMeters(meters);
        Keeping keeping = new Keeping(
                new ResponseStore(settings, clock, ticker),
                new Flights(),
                new PassMarks(ticker),
                new InFlight(settings.maximumSize().toBytes() / 4),
                counts,
                new RouteRecords(clock),
                settings.maximumEntry().toBytes(),
                clock);
        counts.show(keeping.store(), keeping.room(), demotions);
        return new ResponseCache(keeping, demotions, scheduler);
    }

    Keeping keeping() {
        return keeping;
    }

    Questions questions() {
        return questions;
    }

    CachedAnswer answers() {
        return answers;
    }

    Invalidation invalidation() {
        return invalidation;
    }

    SelfCheck selfCheck() {
        return selfCheck;
    }

    /** Brings a stored response up to date from a response to HEAD, or forgets it (RFC 9111 §4.3.5). */
    void headSeen(Question question, StoredResponse stored, int status, HttpHeaders headers) {
        if (status >= 500 || status == 304) {
            return;
        }
        Fields seen = Fields.of(headers);
        boolean same = status == stored.status()
                && Validators.of(seen).confirmByHead(stored.validators(), Fetch.length(seen), stored.body().length);
        if (!same) {
            keeping.store().remove(question.key(), stored);
            return;
        }
        Times times = Times.of(seen, question.at(), keeping.clock().instant());
        Fields newer =
                Freshening.of(stored.fields(), Storing.kept(seen, ResponseControl.of(seen), question.audience()));
        ResponseControl control = ResponseControl.of(newer);
        Freshness freshness = Freshness.of(status, newer, control, times);
        keeping.store().replace(question, stored, stored.confirmed(newer, control, freshness, times));
    }

    /**
     * Forgets stored responses; what is under way is not stored any more either.
     *
     * @param what which ones
     * @param snapshot by which a department's routes are found
     * @param dryRun whether nothing is forgotten, and only told what would be
     */
    public Purged purge(Purge what, Snapshot snapshot, boolean dryRun) {
        Predicate<CacheKey> byKey = byKey(what, snapshot);
        BiPredicate<CacheKey, Resource> meant = what instanceof Purge.OfTag tag
                ? (key, resource) -> resource.variants().stream()
                        .anyMatch(variant -> variant.tags().contains(tag.tag()))
                : (key, resource) -> byKey.test(key);
        if (!dryRun) {
            keeping.flights().invalidate(byKey);
        }
        Count count = new Count();
        keeping.store().scan((key, resource) -> {
            boolean hit = meant.test(key, resource);
            if (hit) {
                count.add(key, resource);
            }
            return hit && !dryRun;
        });
        return new Purged(count.keys, count.responses, count.octets, count.addresses);
    }

    /** Of a tag it is not known before it arrives what a response under way bears, so all of them are meant. */
    private static Predicate<CacheKey> byKey(Purge what, Snapshot snapshot) {
        if (what instanceof Purge.OfRoute route) {
            return key -> key.route().equals(route.route());
        }
        if (what instanceof Purge.OfKey address) {
            Target target = new Target(address.path(), address.query());
            return key -> key.target().equals(target);
        }
        if (what instanceof Purge.OfDepartment department) {
            Set<String> routes = new HashSet<>();
            snapshot.bundles()
                    .values()
                    .forEach(bundle -> bundle.routes().values().stream()
                            .filter(route -> route.department().id().equals(department.department()))
                            .forEach(route -> routes.add(route.route().id())));
            return key -> routes.contains(key.route());
        }
        return key -> true;
    }

    private static final class Count {
        private final List<Purged.Address> addresses = new ArrayList<>();
        private long keys;
        private long responses;
        private long octets;

        private void add(CacheKey key, Resource resource) {
            keys++;
            responses += resource.variants().size();
            octets += key.octets() + resource.octets();
            Purged.Address address =
                    new Purged.Address(key.route(), key.target().toString());
            if (addresses.size() < Purged.SHOWN && !addresses.contains(address)) {
                addresses.add(address);
            }
        }
    }

    /** Returns what is known of a route; empty when nothing has been asked for on it, and it is not demoted. */
    public Optional<RouteReport> report(String route) {
        Optional<RouteRecords.OfRoute> found = keeping.records().find(route);
        Optional<Demotion> demotion = demotions.of(route);
        if (found.isEmpty() && demotion.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(found.map(record -> new RouteReport(
                        record.hits(),
                        record.others(),
                        record.stored(),
                        record.refusals().stream()
                                .map(each -> new RouteReport.Refusal(
                                        CacheMeters.word(each.why()),
                                        each.why().claimsLess(),
                                        each.times(),
                                        each.last(),
                                        each.requestId()))
                                .toList(),
                        demotion))
                .orElseGet(() -> new RouteReport(0, 0, 0, List.of(), demotion)));
    }

    /** Returns the routes whose answers are shared with nobody any more. */
    public Collection<Demotion> demoted() {
        return demotions.all();
    }

    /** Lets a route share its answers again; empty when nothing kept it from that. */
    public Optional<Demotion> lift(String route) {
        return Optional.ofNullable(demotions.lift(route));
    }

    /**
     * How full the cache is.
     *
     * @param octets memory that stored responses take
     * @param maximum memory that they may take
     * @param keys how many keys there are
     * @param evicted how many keys were forgotten for want of room since the node started
     */
    public record Fill(long octets, long maximum, long keys, long evicted) {}

    /** Tells how full it is. */
    public Fill fill() {
        ResponseStore store = keeping.store();
        return new Fill(store.octets(), store.maximum(), store.size(), store.evicted());
    }
}
