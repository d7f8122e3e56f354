package org.palmgateway.gateway.forward;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.net.URI;
import org.palmgateway.routes.index.CompiledRoute;
import org.springframework.cloud.gateway.route.Route;
import reactor.core.publisher.Mono;

/**
 * Compiled routes in the form that the filters of Spring Cloud Gateway read.
 *
 * <p>Made at the first request of a route and kept as long as some snapshot holds the compiled route, so their number is
 * bounded by that of the routes. Safe for any number of threads.
 */
public final class ScgRoutes {

    /** Where a composed route would lead; its branches lead elsewhere, each by its own route. */
    private static final URI COMPOSED = URI.create("palm:composed");

    private final LoadingCache<CompiledRoute, Route> routes =
            Caffeine.newBuilder().weakKeys().build(ScgRoutes::make);

    /** Returns a route's form. */
    Route of(CompiledRoute route) {
        return routes.get(route);
    }

    private static Route make(CompiledRoute compiled) {
        return Route.async()
                .id(compiled.route().id())
                .uri(
                        compiled.upstreams().isEmpty()
                                ? COMPOSED
                                : compiled.upstreams().get(0).url())
                .asyncPredicate(exchange -> Mono.just(true))
                .metadata(DepartmentClient.TIMEOUTS, compiled.route().timeouts())
                .metadata(DepartmentClient.IS_GUARDED, compiled.guarded())
                .build();
    }
}
