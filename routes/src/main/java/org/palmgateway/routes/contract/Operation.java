package org.palmgateway.routes.contract;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.path.PathPattern;

/**
 * One operation of an OpenAPI document.
 *
 * @param method the request method in capitals
 * @param path the path template as written, such as {@code /accounts/{id}}
 * @param operationId the document's own name of it; null when it has none
 * @param tags what it is filed under
 * @param summary what it does, in a few words; empty when the document does not say
 * @param pointer where it is written, as a JSON pointer (RFC 6901)
 */
public record Operation(
        String method, String path, @Nullable String operationId, List<String> tags, String summary, String pointer) {

    /** Copies the tags. */
    public Operation {
        tags = List.copyOf(tags);
    }

    /** Returns by what bundles name it: its operationId or, without one, {@code METHOD path}. */
    public String name() {
        return operationId == null ? method + " " + path : operationId;
    }

    /**
     * Tells whether a path has the form of this operation's: the same literals and variables at the same places, whatever the variables are
     * called.
     */
    public boolean fits(PathPattern pattern) {
        Optional<PathPattern> own = pattern();
        if (own.isEmpty() || own.get().segments().size() != pattern.segments().size()) {
            return false;
        }
        for (int i = 0; i < pattern.segments().size(); i++) {
            PathPattern.Segment mine = own.get().segments().get(i);
            PathPattern.Segment other = pattern.segments().get(i);
            boolean same =
                    mine instanceof PathPattern.Variable ? other instanceof PathPattern.Variable : mine.equals(other);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** Returns the path as routes have it; empty when routes cannot, as with {@code /a/{id}.json}. */
    Optional<PathPattern> pattern() {
        try {
            return Optional.of(PathPattern.of(path));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
