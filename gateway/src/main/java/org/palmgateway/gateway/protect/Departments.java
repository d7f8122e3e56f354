package org.palmgateway.gateway.protect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.policy.EffectivePolicy;

/**
 * Finds how busy and how well each department is.
 *
 * <p>A department is known from its first call on and forgotten two hours after its last one, which is longer than a breaker may
 * stay open. When there are more departments than may be kept, those least used are forgotten first. Safe for any number of
 * threads.
 */
public final class Departments {

    /** How many departments are kept unless said otherwise: several times as many as a province has. */
    public static final int MAXIMUM = 10_000;

    private static final Duration KEPT = Duration.ofHours(2);

    private final Cache<String, DepartmentLoad> loads;
    private final LongSupplier nanos;
    private final Consumer<Transition> listener;

    /**
     * Knows no department yet.
     *
     * @param maximum how many departments are kept
     * @param nanos the clock, such as {@link System#nanoTime}
     * @param listener told when a breaker changes its state, on the thread of the call that changed it; must neither block nor
     *     throw
     */
    public Departments(int maximum, LongSupplier nanos, Consumer<Transition> listener) {
        this.nanos = nanos;
        this.listener = listener;
        this.loads = Caffeine.newBuilder()
                // Handing its upkeep to another thread, after every few reads, costs more than the upkeep.
                .executor(Runnable::run)
                .maximumSize(maximum)
                .expireAfterAccess(KEPT)
                .ticker(nanos::getAsLong)
                .build();
    }

    /**
     * Returns a department's load, which from now on keeps to a policy. What it has counted and found out stays when the policy is
     * another one than before.
     */
    public DepartmentLoad of(String department, EffectivePolicy policy) {
        DepartmentLoad load = loads.getIfPresent(department);
        if (load == null) {
            load = loads.get(department, id -> load(id, DepartmentSettings.of(policy)));
        }
        load.use(policy);
        return load;
    }

    /** Returns a department's load, which from now on keeps to these settings; see {@link #of(String, EffectivePolicy)}. */
    public DepartmentLoad of(String department, DepartmentSettings settings) {
        DepartmentLoad load = loads.getIfPresent(department);
        if (load == null) {
            load = loads.get(department, id -> load(id, settings));
        }
        load.use(settings);
        return load;
    }

    private DepartmentLoad load(String id, DepartmentSettings settings) {
        return new DepartmentLoad(id, settings, nanos, listener);
    }

    /** Returns a department's load without touching it, or null when the department is not known. */
    public @Nullable DepartmentLoad known(String department) {
        return loads.policy().getIfPresentQuietly(department);
    }

    /** Returns the loads of all known departments, in no order. */
    public Collection<DepartmentLoad> all() {
        return List.copyOf(loads.asMap().values());
    }
}
