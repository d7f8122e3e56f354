package org.palmgateway.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.palmgateway.gateway.cache.coding.AcceptEncoding;
import org.palmgateway.gateway.cache.rule.Fields;
import org.palmgateway.gateway.cache.rule.Freshness;
import org.palmgateway.gateway.cache.rule.RequestControl;
import org.palmgateway.gateway.cache.rule.ResponseControl;
import org.palmgateway.gateway.cache.rule.Times;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Trace;
import org.palmgateway.routes.model.CacheAudience;
import org.palmgateway.routes.policy.CachePolicy;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.snapshot.Snapshot;
import org.springframework.http.HttpHeaders;

/** Questions and responses of which only what a store looks at matters. */
final class TestQuestions {

    static final CachePolicy POLICY = new CachePolicy(true, Duration.ofDays(1), Duration.ZERO, Duration.ZERO, 0, 0);

    private static final Facts FACTS =
            Facts.of("id", Trace.from(List.of()), Snapshot.empty(Divisions.zhejiang()), 0, "127.0.0.1");

    private TestQuestions() {}

    static Question question(String path, Partition partition, Instant at, String... fields) {
        HttpHeaders headers = new HttpHeaders();
        for (int i = 0; i < fields.length; i += 2) {
            headers.set(fields[i], fields[i + 1]);
        }
        return new Question(
                FACTS,
                new CacheKey(new Target(path, null), "d.a", path, path, false, List.of(), partition),
                partition instanceof Partition.User ? CacheAudience.USER : CacheAudience.PUBLIC,
                headers,
                headers,
                AcceptEncoding.of(List.of()),
                RequestControl.NONE,
                POLICY,
                at);
    }

    static Question question(String path, Instant at, String... fields) {
        return question(path, Partition.Everyone.INSTANCE, at, fields);
    }

    static Partition.User user(String subject) {
        return new Partition.User(
                "issuer", subject, "citizen", "phone", "", "", Set.of(), Set.of(), Map.of(), "330000");
    }

    /** A response that is fresh for a minute and was selected by fields, given as name, value, name, value. */
    static StoredResponse response(Instant at, int octets, String... selecting) {
        Fields fields = Fields.of("Cache-Control", "max-age=60", "Content-Type", "text/plain");
        ResponseControl control = ResponseControl.of(fields);
        Times times = Times.of(fields, at, at);
        Map<String, String> selection = new HashMap<>();
        for (int i = 0; i < selecting.length; i += 2) {
            selection.put(selecting[i], selecting[i + 1]);
        }
        return StoredResponse.of(
                200, fields, new byte[octets], control, Freshness.of(200, fields, control, times), times, selection);
    }
}
