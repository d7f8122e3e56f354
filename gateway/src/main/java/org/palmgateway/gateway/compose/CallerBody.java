package org.palmgateway.gateway.compose;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.compose.convert.ConversionRefused;
import org.palmgateway.gateway.compose.convert.Refusal;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads the JSON that a caller sends. Safe for any number of threads. */
final class CallerBody {

    private static final Set<String> READ = Set.of("application/json");

    private final Contents contents;
    private final Conversions conversions;
    private final int most;

    /**
     * Makes it.
     *
     * @param most the most octets
     */
    CallerBody(Contents contents, Conversions conversions, int most) {
        this.contents = contents;
        this.conversions = conversions;
        this.most = most;
    }

    /** Returns the body, missing when there is none; an error of {@link ProblemException} when it cannot be read. */
    Mono<JsonNode> read(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        boolean any = headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        if (!any) {
            return Mono.just(MissingNode.getInstance());
        }
        if (headers.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
            return Mono.error(new ProblemException(new RequestProblem.MalformedRequest("body-coded")));
        }
        @Nullable String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        if (type == null || !isJson(type)) {
            return Mono.error(new ProblemException(new AdminProblem.WrongMediaType(READ)));
        }
        if (headers.getContentLength() > most) {
            return Mono.error(new ProblemException(new ComposeProblem.BodyTooLarge(most)));
        }
        return DataBufferUtils.join(request.getBody(), most)
                .map(joined -> {
                    Octets octets = new Octets(joined.readableByteCount());
                    octets.add(joined);
                    return new Content(octets.all(), type);
                })
                .onErrorMap(
                        DataBufferLimitException.class,
                        tooLarge -> new ProblemException(new ComposeProblem.BodyTooLarge(most)))
                .flatMap(content -> conversions.run(content.octets().length, () -> contents.readCallers(content)))
                .onErrorMap(ConversionRefused.class, refused -> new ProblemException(problem(refused.refusal())))
                .defaultIfEmpty(MissingNode.getInstance());
    }

    private static boolean isJson(String type) {
        String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return plain.equals("application/json") || plain.endsWith("+json");
    }

    private Problem problem(Refusal refusal) {
        return switch (refusal) {
            case TOO_LARGE -> new ComposeProblem.BodyTooLarge(most);
            case TOO_DEEP -> new RequestProblem.MalformedRequest("body-too-deep");
            case DUPLICATE_KEY -> new RequestProblem.MalformedRequest("body-duplicate-key");
            case WRONG_CHARSET, WRONG_CHARACTER -> new RequestProblem.MalformedRequest("body-wrong-charset");
            default -> new RequestProblem.MalformedRequest("body-not-json");
        };
    }
}
