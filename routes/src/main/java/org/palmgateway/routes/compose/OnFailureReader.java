package org.palmgateway.routes.compose;

import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldReader;

/** Reads what stands in the place of a branch that failed. */
final class OnFailureReader {

    private OnFailureReader() {}

    /** Returns it, or null after having noted what is wrong: one that is required fails, any other is omitted unless it says otherwise. */
    static @Nullable OnFailure read(FieldReader fields, boolean required) {
        if (!fields.has("on-failure")) {
            return required ? new OnFailure.Fail() : new OnFailure.Omit();
        }
        FieldReader chosen = fields.mapping("on-failure");
        boolean value = chosen.has("value");
        boolean stale = chosen.has("stale");
        if (required || value == stale) {
            fields.problem(
                    "on-failure",
                    required ? "of a required branch" : "",
                    "either value or stale, of a branch that is not required; nothing to have it omitted");
            return null;
        }
        if (stale) {
            chosen.end();
            return new OnFailure.Stale();
        }
        @Nullable Template instead = chosen.tree("value", Template.WRITTEN);
        chosen.end();
        return instead == null ? null : new OnFailure.Instead(instead);
    }
}
