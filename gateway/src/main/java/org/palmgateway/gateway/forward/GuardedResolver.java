package org.palmgateway.gateway.forward;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * Resolves names, and lets through only addresses that may be sent to. It is asked before every connection, also for what is an address already: a
 * name may stand for another address each time it is asked for.
 */
public final class GuardedResolver extends AddressResolverGroup<InetSocketAddress> {

    private final AddressResolverGroup<InetSocketAddress> names;
    private final Predicate<InetAddress> allowed;

    /**
     * Makes the resolver.
     *
     * @param names resolves names; closed with this
     * @param allowed tells of an address whether it may be sent to
     */
    public GuardedResolver(AddressResolverGroup<InetSocketAddress> names, Predicate<InetAddress> allowed) {
        this.names = names;
        this.allowed = allowed;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Guarded(executor, names.getResolver(executor), allowed);
    }

    @Override
    public void close() {
        super.close();
        names.close();
    }

    private static final class Guarded extends AbstractAddressResolver<InetSocketAddress> {

        private final AddressResolver<InetSocketAddress> names;
        private final Predicate<InetAddress> allowed;

        Guarded(EventExecutor executor, AddressResolver<InetSocketAddress> names, Predicate<InetAddress> allowed) {
            super(executor, InetSocketAddress.class);
            this.names = names;
            this.allowed = allowed;
        }

        /** What is resolved already would be connected to without asking further. */
        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return false;
        }

        @Override
        protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
            Promise<List<InetSocketAddress>> all = executor().newPromise();
            all.addListener((FutureListener<List<InetSocketAddress>>) found -> {
                if (found.isSuccess()) {
                    promise.trySuccess(found.getNow().get(0));
                } else {
                    promise.tryFailure(found.cause());
                }
            });
            doResolveAll(address, all);
        }

        @Override
        protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
            if (!address.isUnresolved()) {
                pass(address, List.of(address), promise);
                return;
            }
            Future<List<InetSocketAddress>> resolved = names.resolveAll(address);
            resolved.addListener((FutureListener<List<InetSocketAddress>>) found -> {
                if (found.isSuccess()) {
                    pass(address, found.getNow(), promise);
                } else {
                    promise.tryFailure(found.cause());
                }
            });
        }

        private void pass(
                InetSocketAddress asked, List<InetSocketAddress> found, Promise<List<InetSocketAddress>> promise) {
            List<InetSocketAddress> good = found.stream()
                    .filter(each -> allowed.test(each.getAddress()))
                    .toList();
            if (good.isEmpty()) {
                promise.tryFailure(new AddressNotAllowed(asked.getHostString()));
            } else {
                promise.trySuccess(good);
            }
        }
    }
}
