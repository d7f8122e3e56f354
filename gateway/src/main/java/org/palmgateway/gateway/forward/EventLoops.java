package org.palmgateway.gateway.forward;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * What each event loop has for itself, so that a request stays on the thread that it arrived on: handing it to another one costs more than
 * most of what is done with it. Any thread may ask; those that are no event loop share one more.
 *
 * @param <T> what each has
 */
public final class EventLoops<T> {

    private final EventLoopGroup loops;
    private final Function<Scheduler, T> maker;
    private final T elsewhere;
    private final FastThreadLocal<T> own = new FastThreadLocal<>() {
        @Override
        protected T initialValue() {
            @Nullable EventExecutor loop = current();
            return loop == null ? elsewhere : maker.apply(Schedulers.fromExecutorService(loop));
        }
    };

    /**
     * Makes what the threads share that are no event loop.
     *
     * @param resources the event loops
     * @param maker makes what one has, given what runs tasks on it
     */
    public EventLoops(LoopResources resources, Function<Scheduler, T> maker) {
        this.loops = resources.onServer(LoopResources.DEFAULT_NATIVE);
        this.maker = maker;
        this.elsewhere = maker.apply(Schedulers.parallel());
    }

    /** Returns what the current thread has. */
    public T own() {
        return own.get();
    }

    private @Nullable EventExecutor current() {
        for (EventExecutor loop : loops) {
            if (loop.inEventLoop()) {
                return loop;
            }
        }
        return null;
    }
}
