package org.palmgateway.gateway.registry;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.registry.BundleRevision.Format;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * A bundle as it comes in a request.
 *
 * @param format how it is written
 * @param text its text
 */
record BundleText(Format format, String text) {

    static final String YAML = "application/yaml";

    /**
     * Reads a bundle of at most as many octets as a bundle may have characters. What comes beyond is let pass: a caller that is still
     * sending does not read an answer.
     */
    static Mono<BundleText> of(ServerHttpRequest request) {
        MediaType type = request.getHeaders().getContentType();
        Format format = type != null && type.getSubtype().endsWith("json") ? Format.JSON : Format.YAML;
        return Mono.defer(() -> {
                    AtomicLong octets = new AtomicLong();
                    return DataBufferUtils.join(request.getBody().filter(piece -> fits(piece, octets)))
                            .map(joined -> whole(joined, octets.get()));
                })
                .map(joined -> new BundleText(format, text(joined)))
                .switchIfEmpty(Mono.error(new ProblemException(new RequestProblem.MalformedRequest("body"))));
    }

    /** What does not pass is released by who joins the pieces. */
    private static boolean fits(DataBuffer piece, AtomicLong octets) {
        return octets.addAndGet(piece.readableByteCount()) <= BundleReader.MAXIMUM_LENGTH;
    }

    private static DataBuffer whole(DataBuffer joined, long octets) {
        if (octets > BundleReader.MAXIMUM_LENGTH) {
            DataBufferUtils.release(joined);
            throw new ProblemException(new AdminProblem.DocumentTooLarge());
        }
        return joined;
    }

    private static String text(DataBuffer octets) {
        try {
            ByteBuffer copy = ByteBuffer.allocate(octets.readableByteCount());
            octets.toByteBuffer(copy);
            return StandardCharsets.UTF_8.newDecoder().decode(copy).toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(new RequestProblem.MalformedRequest("octets that are not UTF-8"));
        } finally {
            DataBufferUtils.release(octets);
        }
    }
}
