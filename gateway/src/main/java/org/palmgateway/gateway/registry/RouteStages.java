package org.palmgateway.gateway.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.bundle.BundleReading;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.Life;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.registry.BundleRevision;
import org.palmgateway.routes.registry.BundleRevision.Stage;
import org.palmgateway.routes.snapshot.CompiledBundle;
import org.palmgateway.routes.snapshot.Snapshot;

/** How far the routes of an owner have come, by id. */
record RouteStages(List<RouteView> routes) {

    /** A route: as it is live, or as it is pending when it is not. */
    record RouteView(
            String id,
            List<String> methods,
            String path,
            String region,
            @Nullable String live,
            @Nullable String pending,
            @Nullable Instant deprecated,
            @Nullable Instant sunset,
            @Nullable String successor) {}

    static RouteStages of(Snapshot snapshot, String owner, Optional<BundleRevision> latest, Instant now) {
        Map<String, Route> live = live(snapshot, owner);
        Optional<BundleRevision> pending = latest.filter(revision -> revision.stage() != Stage.PUBLISHED);
        Map<String, Route> then =
                pending.map(revision -> routes(snapshot, revision)).orElseGet(Map::of);
        Map<String, Route> all = new TreeMap<>(then);
        all.putAll(live);
        List<RouteView> views = new ArrayList<>();
        all.forEach((id, route) -> {
            @Nullable
            String coming = pending.isEmpty()
                    ? null
                    : then.containsKey(id) ? Scalars.word(pending.get().stage()) : "leaving";
            views.add(view(route, stage(live.get(id), now), coming));
        });
        return new RouteStages(views);
    }

    private static @Nullable String stage(@Nullable Route live, Instant now) {
        if (live == null) {
            return null;
        }
        @Nullable Instant deprecated = live.life().deprecated();
        return deprecated == null || now.isBefore(deprecated) ? "published" : "deprecated";
    }

    private static RouteView view(Route route, @Nullable String live, @Nullable String pending) {
        Life life = route.life();
        return new RouteView(
                route.id(),
                route.methods().stream().sorted().toList(),
                route.pattern().toString(),
                route.region(),
                live,
                pending,
                life.deprecated(),
                life.sunset(),
                life.successor() == null ? null : life.successor().toString());
    }

    private static Map<String, Route> live(Snapshot snapshot, String owner) {
        Map<String, Route> routes = new LinkedHashMap<>();
        @Nullable CompiledBundle bundle = snapshot.bundles().get(owner);
        if (bundle != null) {
            bundle.routes().forEach((id, compiled) -> routes.put(id, compiled.route()));
        }
        return routes;
    }

    private static Map<String, Route> routes(Snapshot snapshot, BundleRevision revision) {
        String owner = revision.owner();
        BundleReading reading = new BundleReader(snapshot.regions())
                .read(owner, revision.format().file(owner), revision.text());
        Map<String, Route> routes = new LinkedHashMap<>();
        if (reading instanceof BundleReading.Sound sound) {
            sound.bundle().routes().forEach(route -> routes.put(route.id(), route));
        }
        return routes;
    }

    int size() {
        return routes.size();
    }

    List<RouteView> page(int offset, int limit) {
        return routes.stream().skip(offset).limit(limit).toList();
    }
}
