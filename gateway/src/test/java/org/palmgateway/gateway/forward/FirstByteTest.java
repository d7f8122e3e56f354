package org.palmgateway.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

class FirstByteTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void open() {
        channel.pipeline().addLast(NettyPipeline.ReactiveBridge, new ChannelInboundHandlerAdapter());
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void await(long millis) {
        FirstByte.await(channel, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void head() {
        channel.writeOutbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
    }

    private void end() {
        channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void answer() {
        channel.writeInbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsAnError() {
        await(100);
        head();
        end();
        pass(99);
        channel.checkException();
        assertThat(channel.isActive()).isTrue();

        pass(2);

        assertThatThrownBy(channel::checkException).isInstanceOf(ReadTimeoutException.class);
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void anAnswerInTimeMayTakeLongToComeWhole() {
        await(100);
        head();
        end();
        answer();

        pass(10_000);

        channel.checkException();
        assertThat(channel.isActive()).isTrue();
    }

    @Test
    void timeCountsFromTheEndOfTheRequest() {
        await(100);
        head();
        pass(10_000);
        channel.checkException();

        end();
        pass(99);
        channel.checkException();
        pass(2);

        assertThatThrownBy(channel::checkException).isInstanceOf(ReadTimeoutException.class);
    }

    @Test
    void anAnswerBeforeTheEndOfTheRequestIsInTime() {
        await(100);
        head();
        answer();
        end();

        pass(10_000);

        channel.checkException();
        assertThat(channel.isActive()).isTrue();
    }

    @Test
    void theNextRequestOfTheConnectionHasItsOwnTime() {
        await(1000);
        head();
        end();
        answer();
        pass(500);

        await(200);
        head();
        end();
        pass(199);
        channel.checkException();
        pass(2);

        assertThatThrownBy(channel::checkException).isInstanceOf(ReadTimeoutException.class);
    }

    @Test
    void aLongerTimeIsNotCutShortByTheTimerOfTheOneBefore() {
        await(100);
        head();
        end();
        answer();
        pass(50);

        await(1000);
        head();
        end();
        pass(999);
        channel.checkException();
        pass(2);

        assertThatThrownBy(channel::checkException).isInstanceOf(ReadTimeoutException.class);
    }
}
