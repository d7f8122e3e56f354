package org.palmgateway.routes.bundle;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldName;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.CacheAudience;
import org.palmgateway.routes.model.Caching;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Department.PassportKind;

/** Reads for whom answers of a route may be kept. */
final class CachingReader {

    /** What the cache itself makes of a request. */
    private static final Set<String> THE_CACHES_OWN = Set.of(
            "accept",
            "accept-language",
            "accept-encoding",
            "accept-charset",
            "cache-control",
            "pragma",
            "range",
            "if-range",
            "if-match",
            "if-none-match",
            "if-modified-since",
            "if-unmodified-since",
            "prefer");

    private CachingReader() {}

    /** Returns what a route says about it; null when nothing is kept, or after having noted what is wrong. */
    static @Nullable Caching read(
            FieldReader route, Set<String> methods, @Nullable Access access, @Nullable Department department) {
        if (!route.has("cache")) {
            return null;
        }
        if (!methods.isEmpty() && !methods.contains("GET")) {
            route.problem("cache", "a route without GET", "a route with GET, since nothing else is kept");
        }
        FieldReader cache = route.mapping("cache");
        CacheAudience audience = cache.required(
                "audience", text -> audience(Scalars.constant(CacheAudience.class, text), access, department));
        Set<String> fields = cache.texts("request-fields", CachingReader::field);
        cache.end();
        if (fields.size() > Caching.MOST_FIELDS) {
            cache.problem("request-fields", fields.size() + " names", "at most " + Caching.MOST_FIELDS);
            return null;
        }
        return audience == null ? null : new Caching(audience, new TreeSet<>(fields));
    }

    private static CacheAudience audience(
            CacheAudience audience, @Nullable Access access, @Nullable Department department) {
        boolean ofCaller = audience == CacheAudience.APPLICATION || audience == CacheAudience.USER;
        if (ofCaller && access != null && access.audience() == Audience.PUBLIC) {
            throw new IllegalArgumentException(
                    "public or region: the route's access is public, so nobody says who is calling");
        }
        boolean exchanged = department != null && department.passport() == PassportKind.EXCHANGE;
        if (audience == CacheAudience.APPLICATION && exchanged) {
            throw new IllegalArgumentException(
                    "public, region or user: an exchanged token always tells the department who is calling");
        }
        return audience;
    }

    private static String field(String text) {
        String name = FieldName.of(text);
        if (THE_CACHES_OWN.contains(name)) {
            throw new IllegalArgumentException(FieldName.EXPECTED);
        }
        return name;
    }
}
