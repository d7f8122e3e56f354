package org.palmgateway.bench.compare;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.palmgateway.bench.identity.TokenIssuer;

/**
 * What is there for all scenarios.
 *
 * @param work an empty directory to work in
 * @param profile how thoroughly to measure
 * @param departments what acts all departments
 * @param redis where the stock rate limiter counts
 * @param issuer who signs tokens
 * @param certificate what servers prove themselves by
 * @param tokens the tokens of 1,000 citizens
 */
record Stage(
        Path work,
        Profile profile,
        Server departments,
        Server redis,
        TokenIssuer issuer,
        Certificate certificate,
        List<String> tokens)
        implements AutoCloseable {

    private static final int CITIZENS = 1000;
    private static final Duration LONGER_THAN_ANY_RUN = Duration.ofHours(12);

    /** Copies the tokens. */
    Stage {
        tokens = List.copyOf(tokens);
    }

    /** Starts departments, Redis and an issuer. */
    static Stage set(Path work, Profile profile) throws IOException {
        Files.createDirectories(work);
        try {
            TokenIssuer issuer = TokenIssuer.open("RS256", "JWT", Clock.systemUTC());
            return new Stage(
                    work,
                    profile,
                    Nginx.departments(work.resolve("departments")),
                    Redis.start(work.resolve("redis")),
                    issuer,
                    Certificate.make(work.resolve("certificate")),
                    issuer.tokens(CITIZENS, LONGER_THAN_ANY_RUN));
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    /** Returns the value of {@code Authorization} of one citizen. */
    String token() {
        return "Bearer " + tokens.get(0);
    }

    /** Makes an empty directory whose name begins so. */
    Path directory(String name) throws IOException {
        return Files.createTempDirectory(work, name + "-");
    }

    @Override
    public void close() {
        issuer.close();
        redis.close();
        departments.close();
    }
}
