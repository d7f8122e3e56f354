package org.palmgateway.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.settings.AddressRange;

class GuardedResolverTest {

    private final Deque<List<String>> answers = new ArrayDeque<>();
    private final GuardedResolver resolver = new GuardedResolver(new Names(), address -> !address.isLoopbackAddress());

    @AfterEach
    void close() {
        resolver.close();
    }

    /** Gives one answer after the other, as a name server does whose owner wants to get somewhere. */
    private final class Names extends AddressResolverGroup<InetSocketAddress> {
        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new InetNameResolver(executor) {
                @Override
                protected void doResolve(String name, Promise<InetAddress> promise) throws UnknownHostException {
                    promise.setSuccess(InetAddress.getByName(answers.remove().get(0)));
                }

                @Override
                protected void doResolveAll(String name, Promise<List<InetAddress>> promise)
                        throws UnknownHostException {
                    List<InetAddress> found = new ArrayList<>();
                    for (String literal : answers.remove()) {
                        found.add(InetAddress.getByName(literal));
                    }
                    promise.setSuccess(found);
                }
            }.asAddressResolver();
        }
    }

    private static InetSocketAddress at(String literal) {
        return new InetSocketAddress(AddressRange.address(literal).orElseThrow(), 80);
    }

    private Future<List<InetSocketAddress>> resolve(InetSocketAddress address) {
        return resolver.getResolver(ImmediateEventExecutor.INSTANCE).resolveAll(address);
    }

    @Test
    void aNameThatLeadsElsewhereAtASecondLookUpIsRefused() {
        InetSocketAddress name = InetSocketAddress.createUnresolved("clinic.example", 80);
        answers.add(List.of("192.0.2.1"));
        answers.add(List.of("127.0.0.1"));

        assertThat(resolve(name).getNow()).containsExactly(at("192.0.2.1"));
        assertThat(resolve(name).cause()).isInstanceOf(AddressNotAllowed.class).hasMessageContaining("clinic.example");
    }

    @Test
    void ofSeveralAddressesThoseThatAreAllowedAreTried() {
        answers.add(List.of("127.0.0.1", "192.0.2.1"));
        answers.add(List.of("127.0.0.1", "192.0.2.1"));
        InetSocketAddress name = InetSocketAddress.createUnresolved("clinic.example", 80);

        assertThat(resolve(name).getNow()).containsExactly(at("192.0.2.1"));
        assertThat(resolver.getResolver(ImmediateEventExecutor.INSTANCE)
                        .resolve(name)
                        .getNow())
                .isEqualTo(at("192.0.2.1"));
    }

    @Test
    void anAddressThatNeedsNoLookUpIsLookedAtAsWell() {
        assertThat(resolver.getResolver(ImmediateEventExecutor.INSTANCE).isResolved(at("127.0.0.1")))
                .isFalse();
        assertThat(resolve(at("127.0.0.1")).cause()).isInstanceOf(AddressNotAllowed.class);
        assertThat(resolve(at("192.0.2.1")).getNow()).hasSize(1);
    }
}
