package org.palmgateway.gateway.forward;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.springframework.web.server.ResponseStatusException;
import reactor.netty.channel.AbortedException;

/** Names what went wrong between the gateway and a department. A pure function. */
public final class DepartmentFailures {

    private static final Set<ProblemKind> DOWN = Set.of(
            ProblemKind.DEPARTMENT_REFUSED,
            ProblemKind.DEPARTMENT_CONNECT_TIMEOUT,
            ProblemKind.DEPARTMENT_NO_ADDRESS,
            ProblemKind.DEPARTMENT_NOT_ALLOWED,
            ProblemKind.DEPARTMENT_TLS,
            ProblemKind.DEPARTMENT_CLOSED,
            ProblemKind.DEPARTMENT_PAUSED,
            ProblemKind.DEPARTMENT_SLOW);

    /**
     * Names a failure.
     *
     * @param error what the client library said
     * @param department id of the department
     * @return a {@link ProblemException}, or the error itself when it is not a department's
     */
    public Throwable problem(Throwable error, String department) {
        if (error instanceof ProblemException) {
            return error;
        }
        if (error instanceof ResponseStatusException wrapped && wrapped.getCause() != null) {
            return problem(wrapped.getCause(), department);
        }
        if (error instanceof ResponseStatusException refused
                && refused.getStatusCode().is4xxClientError()) {
            return new ProblemException(new RequestProblem.MalformedRequest("upgrade"));
        }
        if (error instanceof AddressNotAllowed) {
            return failed(ProblemKind.DEPARTMENT_NOT_ALLOWED, department);
        }
        if (error instanceof ConnectTimeoutException) {
            return failed(ProblemKind.DEPARTMENT_CONNECT_TIMEOUT, department);
        }
        if (error instanceof ConnectException || error instanceof NoRouteToHostException) {
            return failed(ProblemKind.DEPARTMENT_REFUSED, department);
        }
        if (error instanceof UnknownHostException) {
            return failed(ProblemKind.DEPARTMENT_NO_ADDRESS, department);
        }
        if (error instanceof SSLException) {
            return failed(ProblemKind.DEPARTMENT_TLS, department);
        }
        if (isTimeout(error)) {
            return failed(ProblemKind.DEPARTMENT_SLOW, department);
        }
        if (error instanceof WebSocketHandshakeException) {
            return failed(ProblemKind.DEPARTMENT_NONSENSE, department);
        }
        if (error instanceof IOException
                || error instanceof AbortedException
                || error instanceof PrematureChannelClosureException) {
            return failed(ProblemKind.DEPARTMENT_CLOSED, department);
        }
        return nonsense(error) ? failed(ProblemKind.DEPARTMENT_NONSENSE, department) : error;
    }

    /** Netty, Reactor and Spring Cloud Gateway each have a timeout of their own. */
    private static boolean isTimeout(Throwable error) {
        return error instanceof io.netty.handler.timeout.TimeoutException
                || error instanceof java.util.concurrent.TimeoutException
                || error instanceof org.springframework.cloud.gateway.support.TimeoutException;
    }

    /** The HTTP codec reports what it cannot parse by these, the second one for status lines only. */
    private static boolean nonsense(Throwable error) {
        if (error instanceof DecoderException) {
            return true;
        }
        return error instanceof IllegalArgumentException
                && error.getStackTrace().length > 0
                && error.getStackTrace()[0].getClassName().startsWith("io.netty.handler.codec.http");
    }

    private static ProblemException failed(ProblemKind kind, String department) {
        return new ProblemException(new TrafficProblem.DepartmentFailed(kind, department));
    }

    /** Tells whether a problem means that a department cannot be reached, not that it answered badly. */
    boolean isDown(Problem problem) {
        return DOWN.contains(problem.kind());
    }
}
