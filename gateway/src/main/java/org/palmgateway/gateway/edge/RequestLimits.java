package org.palmgateway.gateway.edge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.NettyFields;
import org.palmgateway.gateway.exchange.Step;
import org.palmgateway.gateway.exchange.Verdict;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.settings.DataPlaneSettings;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Refuses requests that are too large, or that no honest client sends. */
public final class RequestLimits implements Step {

    /** What separates name and value of a field, and ends it, on the wire. */
    private static final int FIELD_OVERHEAD = 4;

    /** Methods whose body, if there is one, the HTTP client collects before it sends it. */
    private static final Set<String> COLLECTED = Set.of("GET", "HEAD", "DELETE");

    /** Parameters by which tokens, secrets and keys of applications are sent where they should not be. */
    private static final Set<String> CREDENTIALS = Set.of(
            "access_token",
            "id_token",
            "refresh_token",
            "client_secret",
            "api_key",
            "apikey",
            "api-key",
            "x-api-key",
            "x_api_key",
            "app_key",
            "appkey",
            "app_secret",
            "appsecret");

    private static final long LARGEST_COLLECTED = 64 * 1024;

    private final long maximumHeaders;
    private final long maximumTarget;

    /**
     * Takes the limits.
     *
     * @param settings the limits of the data plane
     */
    public RequestLimits(DataPlaneSettings settings) {
        this.maximumHeaders = settings.maximumHeaders().toBytes();
        this.maximumTarget = settings.maximumTarget().toBytes();
    }

    @Override
    public Mono<Verdict> take(ServerHttpRequest request, Facts facts) {
        Problem problem = check(request);
        return Mono.just(problem == null ? new Verdict.Continue(facts) : new Verdict.Answer(problem));
    }

    private @Nullable Problem check(ServerHttpRequest request) {
        String path = request.getURI().getRawPath();
        String query = request.getURI().getRawQuery();
        if (path.length() + (query == null ? 0 : query.length() + 1) > maximumTarget) {
            return new RequestProblem.TargetTooLong();
        }
        if (size(request) > maximumHeaders) {
            return new RequestProblem.HeadersTooLarge();
        }
        HttpHeaders headers = request.getHeaders();
        if (COLLECTED.contains(request.getMethod().name())
                && (headers.getContentLength() > LARGEST_COLLECTED
                        || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING))) {
            return new RequestProblem.ContentTooLarge();
        }
        if (headers.getOrEmpty(HttpHeaders.AUTHORIZATION).size() > 1) {
            return new RequestProblem.MalformedRequest("several-authorizations");
        }
        if (query != null && carriesCredential(query)) {
            // RFC 9700 §4.3.2: what lets one in must not stand in an address, which ends up in logs and histories.
            return new RequestProblem.MalformedRequest("token-in-query");
        }
        return null;
    }

    /** Returns how long the header section is. */
    private static long size(ServerHttpRequest request) {
        long[] size = {0};
        NettyFields.each(request, (name, value) -> size[0] += name.length() + value.length() + FIELD_OVERHEAD);
        return size[0];
    }

    private static boolean carriesCredential(String query) {
        for (StringTokenizer parameters = new StringTokenizer(query, "&"); parameters.hasMoreTokens(); ) {
            String parameter = parameters.nextToken();
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (CREDENTIALS.contains(decoded(name).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String name) {
        try {
            return name.indexOf('%') < 0 ? name : URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
