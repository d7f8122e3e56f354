package org.palmgateway.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTimeoutsTest {

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration READ = Duration.ofSeconds(30);

    private EmbeddedChannel connection = connected(new ConnectionTimeouts(IDLE, READ));

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
    }

    @Test
    void aConnectionWithoutARequestIsClosed() {
        assertClosedAfter(60);
    }

    @Test
    void aConnectionThatIsAddedWhenItIsActiveAlreadyIsClosedToo() {
        connection.finishAndReleaseAll();
        connection = new EmbeddedChannel();
        connection.freezeTime();
        connection.pipeline().addLast(new ConnectionTimeouts(IDLE, READ));

        pass(60);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void theTimeCountsFromTheLastAnswer() {
        pass(50);
        request();
        pass(5);
        answer();

        assertClosedAfter(60);
    }

    @Test
    void aConnectionIsKeptForAsLongAsAnAnswerTakes() {
        request();

        pass(600);

        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void anInterimResponseIsNotTheAnswer() {
        request();
        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));

        pass(600);
        assertThat(connection.isOpen()).isTrue();

        answer();
        assertClosedAfter(60);
    }

    @Test
    void allPipelinedRequestsAreToBeAnsweredBeforeAConnectionIsIdle() {
        request();
        request();
        answer();

        pass(600);
        assertThat(connection.isOpen()).isTrue();

        answer();
        assertClosedAfter(60);
    }

    @Test
    void aCallerThatHasNotTakenItsAnswerYetIsWaitedFor() {
        connection.finishAndReleaseAll();
        SlowReader caller = new SlowReader(new ConnectionTimeouts(IDLE, READ));
        connection = caller;
        caller.freezeTime();
        request();
        answer();

        pass(600);
        assertThat(caller.isOpen()).isTrue();

        caller.readAll();
        assertClosedAfter(60);
    }

    @Test
    void aRequestOfWhichNothingMoreComesIsGivenUp() {
        begin();

        assertClosedAfter(30);
        assertThatExceptionOfType(ReadTimeoutException.class).isThrownBy(connection::checkException);
    }

    @Test
    void everyPieceOfARequestGivesItTheWholeTimeAgain() {
        begin();
        for (int i = 0; i < 10; i++) {
            pass(29);
            connection.writeInbound(new DefaultHttpContent(Unpooled.EMPTY_BUFFER));
        }
        assertThat(connection.isOpen()).isTrue();

        pass(30);

        assertThat(connection.isOpen()).isFalse();
        assertThatExceptionOfType(ReadTimeoutException.class).isThrownBy(connection::checkException);
    }

    @Test
    void aRequestThatIsAnsweredBeforeAllOfItHasComeIsGivenUpWithoutAWord() {
        begin();
        answer();

        assertClosedAfter(30);
        connection.checkException();
    }

    @Test
    void aRequestBehindOneThatIsBeingAnsweredDoesNotEndThatOne() {
        request();
        begin();

        pass(600);
        assertThat(connection.isOpen()).isTrue();
        connection.checkException();

        answer();
        pass(30);
        assertThat(connection.isOpen()).isFalse();
        assertThatExceptionOfType(ReadTimeoutException.class).isThrownBy(connection::checkException);
    }

    @Test
    void aLongTimeToReadDoesNotKeepAConnectionForNothing() {
        connection.finishAndReleaseAll();
        connection = connected(new ConnectionTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(300)));
        begin();
        pass(30);
        connection.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
        answer();

        assertClosedAfter(30);
    }

    @Test
    void aTimeToReadThatIsLongerThanTheIdleTimeIsKept() {
        connection.finishAndReleaseAll();
        connection = connected(new ConnectionTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(60)));
        begin();

        assertClosedAfter(60);
        assertThatExceptionOfType(ReadTimeoutException.class).isThrownBy(connection::checkException);
    }

    @Test
    void aClosedConnectionLeavesNoTimerBehind() {
        connection.finishAndReleaseAll();

        assertThat(connection.hasPendingTasks()).isFalse();
    }

    private void begin() {
        connection.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
    }

    private void request() {
        connection.writeInbound(
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"), LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void answer() {
        connection.writeOutbound(
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK),
                LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void assertClosedAfter(long seconds) {
        pass(seconds - 1);
        assertThat(connection.isOpen()).isTrue();
        connection.checkException();

        pass(1);
        assertThat(connection.isOpen()).isFalse();
    }

    private void pass(long seconds) {
        connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
        connection.runPendingTasks();
    }

    private static EmbeddedChannel connected(ChannelHandler handler) {
        EmbeddedChannel channel = new EmbeddedChannel(handler);
        channel.freezeTime();
        return channel;
    }

    /** A connection whose peer reads nothing until it is told to. */
    private static final class SlowReader extends EmbeddedChannel {

        private boolean reads;

        SlowReader(ChannelHandler handler) {
            super(handler);
        }

        void readAll() {
            reads = true;
            flushOutbound();
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer buffer) throws Exception {
            if (reads) {
                super.doWrite(buffer);
            }
        }
    }
}
