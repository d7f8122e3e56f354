package org.palmgateway.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.netty.resources.LoopResources;

class EventLoopsTest {

    @Test
    void eachLoopHasItsOwnAndAllOtherThreadsOneMore() throws Exception {
        LoopResources resources = LoopResources.create("test", 2, true);
        try {
            EventLoops<Object> loops = new EventLoops<>(resources, timer -> new Object());
            List<Object> first = new ArrayList<>();
            List<Object> again = new ArrayList<>();
            for (EventExecutor loop : resources.onServer(LoopResources.DEFAULT_NATIVE)) {
                first.add(loop.submit(loops::own).get());
                again.add(loop.submit(loops::own).get());
            }
            first.add(loops.own());
            again.add(loops.own());

            assertThat(first).hasSize(3).doesNotHaveDuplicates().isEqualTo(again);
        } finally {
            resources.dispose();
        }
    }

    @Test
    void whatATimerRunsOnALoopStaysThere() throws Exception {
        LoopResources resources = LoopResources.create("test", 1, true);
        try {
            EventLoops<Scheduler> loops = new EventLoops<>(resources, timer -> timer);
            EventExecutor loop =
                    resources.onServer(LoopResources.DEFAULT_NATIVE).next();
            CompletableFuture<Boolean> there = new CompletableFuture<>();
            loop.submit(() -> loops.own().schedule(() -> there.complete(loop.inEventLoop())))
                    .get();

            assertThat(there.get()).isTrue();
        } finally {
            resources.dispose();
        }
    }
}
