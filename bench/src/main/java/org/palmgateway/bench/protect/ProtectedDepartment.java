package org.palmgateway.bench.protect;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.palmgateway.gateway.protect.DepartmentSettings;
import org.palmgateway.gateway.protect.Departments;
import org.palmgateway.gateway.protect.UpstreamChoice;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.Breaker;
import org.palmgateway.routes.policy.Concurrency;
import org.palmgateway.routes.policy.RetryBudget;

/** A department with three upstreams that answers well, among a thousand others. The numbers are the defaults of policies. */
@State(Scope.Benchmark)
public class ProtectedDepartment {

    private static final int OTHERS = 1000;

    final DepartmentSettings settings = new DepartmentSettings(
            new Breaker(50, 80, Duration.ofSeconds(5), 100, 20, Duration.ofSeconds(10), 5),
            new Concurrency(20, 200, 2000, 85, 60),
            new RetryBudget(20, 10));

    final Departments departments = new Departments(Departments.MAXIMUM, System::nanoTime, transition -> {});

    final UpstreamChoice choice = new UpstreamChoice(ThreadLocalRandom::current);

    final List<Upstream> upstreams = List.of(
            new Upstream("a", URI.create("http://a.test")),
            new Upstream("b", URI.create("http://b.test")),
            new Upstream("c", URI.create("http://c.test")));

    /** Makes all departments known. */
    public ProtectedDepartment() {
        for (int i = 0; i < OTHERS; i++) {
            departments.of("department-" + i, settings);
        }
    }
}
