package org.palmgateway.gateway.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.palmgateway.gateway.compose.value.Known;
import org.palmgateway.routes.compose.Branch;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/**
 * The branches of one call, each started as soon as those that it needs have ended. Ends may come on any thread; nothing is locked, since
 * the last one that a branch waits for starts it.
 */
final class Run {

    private final Call call;
    private final BranchRun branches;
    private final ConcurrentMap<String, JsonNode> results = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> waitingFor = new HashMap<>();

    Run(Call call, BranchRun branches) {
        this.call = call;
        this.branches = branches;
        call.composition()
                .branches()
                .forEach(branch -> waitingFor.put(
                        branch.id(),
                        new AtomicInteger(call.needs(branch).ended().size())));
    }

    /** Returns the ends in the order in which they come. Cancelling stops all that are under way. */
    Flux<BranchEnd> ends() {
        List<Branch> ready = new ArrayList<>(call.composition().branches());
        ready.removeIf(branch -> !call.needs(branch).ended().isEmpty());
        return start(ready);
    }

    private Flux<BranchEnd> start(List<Branch> ready) {
        return Flux.fromIterable(ready)
                .flatMap(branch -> branches.run(call, branch, known())
                        .flatMapMany(end -> Flux.concat(Flux.just(end), Flux.defer(() -> start(after(end))))));
    }

    private Known known() {
        Known known = call.known();
        return results.isEmpty() ? known : known.with(results);
    }

    private List<Branch> after(BranchEnd end) {
        if (end.hasResult()) {
            results.put(end.branch().id(), end.result());
        }
        List<Branch> ready = new ArrayList<>();
        for (Branch branch : call.composition().branches()) {
            if (call.needs(branch).ended().contains(end.branch().id())
                    && waiting(branch).decrementAndGet() == 0) {
                ready.add(branch);
            }
        }
        return ready;
    }

    private AtomicInteger waiting(Branch branch) {
        return Objects.requireNonNull(waitingFor.get(branch.id()));
    }
}
