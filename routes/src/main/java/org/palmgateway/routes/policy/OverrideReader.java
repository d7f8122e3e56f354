package org.palmgateway.routes.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.policy.Target.Kind;

/** Reads overrides out of documents, noting everything that is wrong. */
public final class OverrideReader {

    /** The longest time that an override may be in force. */
    public static final Duration LONGEST = Duration.ofDays(90);

    private static final int LONGEST_TEXT = 500;

    /** What an override is about. */
    private enum Subject {
        POLICY,
        MAINTENANCE,
        BREAKER
    }

    private enum Forced {
        OPEN,
        CLOSED
    }

    private OverrideReader() {}

    /**
     * Reads an override.
     *
     * @param fields its mapping
     * @param id its id
     * @param author who makes it
     * @param now when it is made; null for one that was made before, which may have begun or ended since
     * @return the override, or null after having noted why there is none
     */
    public static @Nullable TrafficOverride read(FieldReader fields, String id, String author, @Nullable Instant now) {
        @Nullable Subject subject = fields.required("kind", text -> Scalars.constant(Subject.class, text));
        @Nullable String reason = fields.required("reason", OverrideReader::line);
        @Nullable Instant from = fields.has("from") || now == null ? fields.required("from", Scalars::instant) : now;
        @Nullable Instant until = fields.required("until", Scalars::instant);
        @Nullable Terms terms = null;
        if (from != null && until != null && reason != null && inTime(fields, from, until, now)) {
            terms = new Terms(id, author, reason, from, until);
        }
        return subject == null ? null : read(fields, subject, terms);
    }

    private static boolean inTime(FieldReader fields, Instant from, Instant until, @Nullable Instant now) {
        if (!from.isBefore(until)) {
            fields.problem("until", until.toString(), "a time after from, which is " + from);
            return false;
        }
        if (now != null && !until.isAfter(now)) {
            fields.problem("until", until.toString(), "a time to come; now it is " + now);
            return false;
        }
        if (Duration.between(from, until).compareTo(LONGEST) > 0) {
            fields.problem("until", until.toString(), "at most " + LONGEST.toDays() + " days after from");
            return false;
        }
        return true;
    }

    private static @Nullable TrafficOverride read(FieldReader fields, Subject subject, @Nullable Terms terms) {
        return switch (subject) {
            case POLICY -> policy(fields, terms);
            case MAINTENANCE -> maintenance(fields, terms);
            case BREAKER -> breaker(fields, terms);
        };
    }

    private static @Nullable TrafficOverride policy(FieldReader fields, @Nullable Terms terms) {
        @Nullable Target target = fields.required("target", Target::of);
        @Nullable Integer share = fields.optional("share", 100, text -> Scalars.percent(text, 1, 100));
        FieldReader values = fields.mapping("policy");
        if (values.isEmpty()) {
            fields.problem("policy", "", "a mapping with at least one limit or setting");
        }
        Policy policy = target == null ? Policy.NONE : PolicyReader.read(values, target.kind());
        if (target != null && share != null && share < 100) {
            for (Setting<?> setting : policy.settings().set()) {
                if (setting.isOfDepartment()) {
                    fields.problem(
                            "share",
                            share + "%",
                            "100%, since " + setting + " is the same for all callers of a department");
                }
            }
        }
        fields.end();
        return terms == null || target == null || share == null
                ? null
                : new TrafficOverride.OfPolicy(terms, target, policy, share);
    }

    private static @Nullable TrafficOverride maintenance(FieldReader fields, @Nullable Terms terms) {
        @Nullable
        Target target = fields.required("target", text -> {
            Target read = Target.of(text);
            if (read.kind() != Kind.DEPARTMENT && read.kind() != Kind.ROUTE) {
                throw new IllegalArgumentException("department/ or route/ and an id");
            }
            return read;
        });
        FieldReader text = fields.mapping("text");
        @Nullable String zh = text.required("zh", OverrideReader::line);
        @Nullable String en = text.required("en", OverrideReader::line);
        text.end();
        fields.end();
        return terms == null || target == null || zh == null || en == null
                ? null
                : new TrafficOverride.Maintenance(terms, target, zh, en);
    }

    private static @Nullable TrafficOverride breaker(FieldReader fields, @Nullable Terms terms) {
        @Nullable String department = fields.required("department", Scalars::id);
        @Nullable String upstream = fields.required("upstream", Scalars::id);
        @Nullable Forced state = fields.required("state", text -> Scalars.constant(Forced.class, text));
        fields.end();
        return terms == null || department == null || upstream == null || state == null
                ? null
                : new TrafficOverride.OfBreaker(terms, department, upstream, state == Forced.OPEN);
    }

    private static String line(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST_TEXT
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("one line of at most " + LONGEST_TEXT + " characters");
        }
        return stripped;
    }
}
