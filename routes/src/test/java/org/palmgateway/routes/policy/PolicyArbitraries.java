package org.palmgateway.routes.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.palmgateway.routes.policy.Limit.Mode;
import org.palmgateway.routes.policy.Target.Kind;

/** Random policies, within all bounds and up to them. Made from one random number each, since shrinking them is slow. */
final class PolicyArbitraries {

    private static final List<String> WORDS = List.of(
            "0",
            "1",
            "2",
            "3",
            "5",
            "99",
            "1000",
            "10000",
            "100000",
            "1000000",
            "0%",
            "1%",
            "50%",
            "100%",
            "1ms",
            "100ms",
            "1500ms",
            "2s",
            "10s",
            "90s",
            "1h",
            "24h",
            "true",
            "false",
            "critical",
            "normal",
            "bulk");

    private PolicyArbitraries() {}

    /** A policy that may stand at a kind of place. */
    static Arbitrary<Policy> policies(Kind kind) {
        return Arbitraries.randomValue(random -> policy(kind, random));
    }

    private static Policy policy(Kind kind, Random random) {
        Settings settings = Settings.NONE;
        for (Setting<?> setting : Setting.ALL) {
            if (setting.isAllowedAt(kind) && random.nextInt(3) == 0) {
                settings = with(settings, setting, random);
            }
        }
        return new Policy(limits(random), fitting(settings));
    }

    /** Tries what documents may say of a setting until it takes it. */
    private static <T> Settings with(Settings settings, Setting<T> setting, Random random) {
        while (true) {
            try {
                return settings.with(setting, setting.parse(WORDS.get(random.nextInt(WORDS.size()))));
            } catch (IllegalArgumentException e) {
                // The next word may do.
            }
        }
    }

    /** Leaves out what one document must not say together. */
    private static Settings fitting(Settings settings) {
        boolean crossed = exceeds(settings, Setting.CONCURRENCY_MINIMUM, Setting.CONCURRENCY_MAXIMUM)
                || exceeds(settings, Setting.CONCURRENCY_MINIMUM, Setting.CONCURRENCY_INITIAL)
                || exceeds(settings, Setting.CONCURRENCY_INITIAL, Setting.CONCURRENCY_MAXIMUM)
                || exceeds(settings, Setting.CONCURRENCY_BULK_SHARE, Setting.CONCURRENCY_NORMAL_SHARE)
                || exceeds(settings, Setting.BREAKER_MINIMUM_CALLS, Setting.BREAKER_WINDOW);
        return crossed ? Settings.NONE : settings;
    }

    private static boolean exceeds(Settings settings, Setting<Integer> smaller, Setting<Integer> larger) {
        Integer small = settings.get(smaller);
        Integer large = settings.get(larger);
        return small != null && large != null && small > large;
    }

    private static List<Limit> limits(Random random) {
        List<Limit> limits = new ArrayList<>();
        Stream.of("a", "b", "per-citizen", "9.x")
                .filter(id -> random.nextInt(3) == 0)
                .forEach(id -> limits.add(limit(id, random)));
        return limits;
    }

    private static Limit limit(String id, Random random) {
        Set<Dimension> per = EnumSet.noneOf(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (random.nextInt(3) == 0) {
                per.add(dimension);
            }
        }
        if (per.isEmpty()) {
            per.add(Dimension.CITIZEN);
        }
        long window = within(Limit.SHORTEST.toMillis(), Limit.LONGEST.toMillis(), random);
        return new Limit(
                id,
                within(1, Limit.MOST, random),
                Duration.ofMillis(window),
                within(1, Limit.MOST, random),
                per,
                random.nextInt(4) == 0 ? Mode.SHADOW : Mode.ENFORCE);
    }

    private static long within(long least, long most, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> least;
            case 1 -> most;
            default -> least + (long) (random.nextDouble() * (most - least));
        };
    }
}
