package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.palmgateway.gateway.cache.TestQuestions.question;
import static org.palmgateway.gateway.cache.TestQuestions.response;
import static org.palmgateway.gateway.cache.TestQuestions.user;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.settings.CacheSettings;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Department.PassportKind;
import org.palmgateway.routes.model.Department.SubjectKind;
import org.palmgateway.routes.model.LocalText;
import org.palmgateway.routes.model.Origin;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.Policy;
import org.springframework.util.unit.DataSize;

class ResponseStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final ResponseStore store = new ResponseStore(
            new CacheSettings(DataSize.ofMegabytes(1), DataSize.ofKilobytes(100), 4, Path.of("unused")),
            Clock.fixed(NOW, ZoneOffset.UTC),
            nanos::get);

    @Test
    void responseIsFoundByItsKeyAndSelection() {
        StoredResponse chinese = response(NOW, 10, "accept-language", "zh");
        StoredResponse english = response(NOW, 10, "accept-language", "en");
        store.put(question("/a", NOW), chinese);
        store.put(question("/a", NOW), english);

        assertThat(store.find(question("/a", NOW, "Accept-Language", "zh"))).isSameAs(chinese);
        assertThat(store.find(question("/a", NOW, "Accept-Language", "en"))).isSameAs(english);
        assertThat(store.find(question("/a", NOW))).isNull();
        assertThat(store.find(question("/b", NOW))).isNull();
        assertThat(store.find(question("/a", user("zhang"), NOW))).isNull();
    }

    @Test
    void ofMoreVariantsThanAreKeptTheOldestGoes() {
        for (int i = 0; i < 5; i++) {
            store.put(question("/a", NOW), response(NOW, 10, "accept", "x" + i));
        }

        assertThat(store.find(question("/a", NOW, "Accept", "x0"))).isNull();
        assertThat(store.find(question("/a", NOW, "Accept", "x1"))).isNotNull();
        assertThat(store.find(question("/a", NOW, "Accept", "x4"))).isNotNull();
    }

    @Test
    void whatIsStoredNeverOutweighsItsBoundAndTheIndexFollows() {
        for (int i = 0; i < 200; i++) {
            store.put(question("/" + i, NOW), response(NOW, 20_000));
        }

        assertThat(store.octets()).isBetween(500_000L, 1024L * 1024);
        assertThat(store.size()).isLessThan(60);
        assertThat(store.places()).isEqualTo((int) store.size());
        assertThat(store.evicted()).isEqualTo(200 - store.size());
    }

    @Test
    void responseGoesWhenItCanBeOfNoUseAnyMore() {
        store.put(question("/a", NOW), response(NOW, 10));
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(store.find(question("/a", NOW))).isNotNull();

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(store.find(question("/a", NOW))).isNull();
        assertThat(store.octets()).isZero();
        assertThat(store.places()).isZero();
    }

    @Test
    void changeForgetsAllWhoShareAndThePersonButNobodyElse() {
        store.put(question("/a", NOW), response(NOW, 10));
        store.put(question("/a", new Partition.Region("330100"), NOW), response(NOW, 10));
        store.put(question("/a", user("zhang"), NOW), response(NOW, 10));
        store.put(question("/a", user("li"), NOW), response(NOW, 10));
        Target target = new Target("/a", null);

        int shared = store.forget(new CacheKey.Place(target, null));
        int own = store.forget(new CacheKey.Place(target, new Partition.Person("issuer", "zhang")));

        assertThat(shared).isEqualTo(2);
        assertThat(own).isEqualTo(1);
        assertThat(store.find(question("/a", NOW))).isNull();
        assertThat(store.find(question("/a", user("zhang"), NOW))).isNull();
        assertThat(store.find(question("/a", user("li"), NOW))).isNotNull();
        assertThat(store.places()).isEqualTo(1);
    }

    @Test
    void encodedFormIsKeptOnlyWithTheResponseItWasMadeOf() {
        StoredResponse old = response(NOW, 10);
        StoredResponse newer = response(NOW, 10);
        store.put(question("/a", NOW), old);
        store.put(question("/a", NOW), newer);

        store.replace(question("/a", NOW), old, response(NOW, 11));

        assertThat(store.find(question("/a", NOW))).isSameAs(newer);
    }

    @Test
    void indexHoldsExactlyWhatIsStoredHoweverManyThreadsChangeIt() throws Exception {
        int threads = 4;
        CountDownLatch start = new CountDownLatch(1);
        Thread[] all = IntStream.range(0, threads)
                .mapToObj(t -> new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    for (int i = 0; i < 20_000; i++) {
                        Question question = question("/" + (i * 31 + t) % 97, NOW);
                        if (i % 7 == t) {
                            store.forget(question.key().place());
                        } else {
                            store.put(question, response(NOW, 20_000));
                        }
                    }
                }))
                .toArray(Thread[]::new);
        for (Thread thread : all) {
            thread.start();
        }
        start.countDown();
        for (Thread thread : all) {
            thread.join();
        }

        store.octets();
        assertThat(store.places()).isEqualTo((int) store.size());
        for (int i = 0; i < 97; i++) {
            store.forget(question("/" + i, NOW).key().place());
        }
        assertThat(store.size()).isZero();
        assertThat(store.places()).isZero();
    }

    @Test
    void addressesThatCallersChoseToHaveOneHashAreFoundQuickly() {
        ResponseStore large = new ResponseStore(
                new CacheSettings(DataSize.ofMegabytes(200), DataSize.ofKilobytes(100), 4, Path.of("unused")),
                Clock.fixed(NOW, ZoneOffset.UTC),
                nanos::get);

        assertTimeout(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 1 << 14; i++) {
                StringBuilder path = new StringBuilder("/");
                for (int bit = 0; bit < 14; bit++) {
                    path.append((i >> bit & 1) == 0 ? "Aa" : "BB");
                }
                large.put(question(path.toString(), NOW), response(NOW, 10));
            }
        });

        assertThat(large.size()).isEqualTo(1 << 14);
    }

    @Test
    void keyOfACallerWeighsWhatIsKnownOfTheCaller() {
        Set<String> roles = IntStream.range(0, 200)
                .mapToObj(i -> "a role with a long name, number " + i)
                .collect(Collectors.toSet());
        Partition.User user = new Partition.User(
                "issuer",
                "zhang",
                "citizen",
                "phone",
                "",
                "",
                roles,
                Set.of(),
                Map.of("name", "x".repeat(1000)),
                "330000");

        assertThat(question("/a", user, NOW).key().octets()).isGreaterThan(200 * 80);
    }

    @Test
    void tokenThatMayTellTheSessionIsKeptApartForEachSession() {
        Department exchanging = department(PassportKind.EXCHANGE);
        Department signed = department(PassportKind.SIGNED);

        assertThat(Partition.User.of(principal("one"), exchanging, "330000"))
                .isNotEqualTo(Partition.User.of(principal("other"), exchanging, "330000"));
        assertThat(Partition.User.of(principal("one"), signed, "330000"))
                .isEqualTo(Partition.User.of(principal("other"), signed, "330000"));
    }

    private static Department department(PassportKind passport) {
        return new Department(
                "d",
                new LocalText("部门", "Department"),
                "330000",
                passport,
                SubjectKind.PAIRWISE,
                Set.of(),
                List.of(new Upstream("main", URI.create("http://127.0.0.1:1"))),
                Policy.NONE,
                new Origin("test.yaml", 1));
    }

    private static Principal principal(String session) {
        return new Principal(
                "issuer",
                "zhang",
                "citizen",
                "phone",
                Set.of(),
                Set.of(),
                "",
                0,
                session,
                "",
                Map.of(),
                NOW,
                NOW.plusSeconds(60));
    }
}
