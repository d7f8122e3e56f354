package org.palmgateway.sandbox.department;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The present condition of every department and the number of requests it has answered. Safe for any thread. */
final class Conditions {

    private final Map<String, Condition> conditions = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> served = new ConcurrentHashMap<>();

    Condition of(String department) {
        return conditions.getOrDefault(department, Condition.HEALTHY);
    }

    void set(String department, Condition condition) {
        conditions.put(department, condition);
    }

    void countServed(String department) {
        served.computeIfAbsent(department, id -> new LongAdder()).increment();
    }

    long served(String department) {
        LongAdder count = served.get(department);
        return count == null ? 0 : count.sum();
    }

    /** Makes the department healthy and starts its count anew. */
    void reset(String department) {
        conditions.remove(department);
        served.remove(department);
    }
}
