package org.palmgateway.routes.bundle;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.Life;
import org.palmgateway.routes.path.PathPattern;

/** Reads how long a route is meant to be called. */
final class LifeReader {

    private static final int LONGEST_ADDRESS = 500;

    private LifeReader() {}

    /** Returns it, or null after having noted what is wrong. */
    static @Nullable Life read(FieldReader life, @Nullable PathPattern pattern) {
        if (life.isEmpty()) {
            return Life.OPEN_ENDED;
        }
        @Nullable Instant deprecated = life.required("deprecated", Scalars::instant);
        boolean ends = life.has("sunset");
        @Nullable Instant sunset = ends ? life.required("sunset", Scalars::instant) : null;
        boolean followed = life.has("successor");
        @Nullable PathPattern successor = followed ? life.required("successor", PathPattern::of) : null;
        boolean described = life.has("documentation");
        @Nullable URI documentation = described ? life.required("documentation", LifeReader::page) : null;
        life.end();
        if (deprecated == null || (ends && sunset == null)) {
            return null;
        }
        if ((followed && successor == null) || (described && documentation == null)) {
            return null;
        }
        if (sunset != null && sunset.isBefore(deprecated)) {
            life.problem("sunset", sunset.toString(), "not before " + deprecated + " (RFC 9745 section 4)");
            return null;
        }
        if (successor != null && pattern != null && !pattern.binds(successor)) {
            life.problem("successor", successor.toString(), "only variables of " + pattern);
            return null;
        }
        return new Life(deprecated, sunset, successor, documentation);
    }

    /** It goes into a field of answers, between angle brackets. */
    private static URI page(String text) {
        URI page = Scalars.uri(text);
        boolean web = "https".equals(page.getScheme()) || "http".equals(page.getScheme());
        if (!web || page.getHost() == null || page.getUserInfo() != null || text.length() > LONGEST_ADDRESS) {
            throw new IllegalArgumentException(
                    "an address such as https://example.org/changes, of at most " + LONGEST_ADDRESS + " characters");
        }
        return URI.create(page.toASCIIString());
    }
}
