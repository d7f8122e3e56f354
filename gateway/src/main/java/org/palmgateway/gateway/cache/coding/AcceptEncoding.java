package org.palmgateway.gateway.cache.coding;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The content codings that a caller accepts (RFC 9110 §12.5.3).
 *
 * <p>Malformed members are ignored, and so are all after the twentieth; of a coding that is named twice the first counts. {@code
 * x-gzip} and {@code x-compress} are other names of {@code gzip} and {@code compress} (RFC 9110 §8.4.1). Immutable; safe for any
 * number of threads.
 */
public final class AcceptEncoding {

    private static final int MOST_MEMBERS = 20;

    private static final String IDENTITY = "identity";
    private static final String ANY = "*";

    /** A token with an optional weight of at most three decimals (RFC 9110 §12.4.2). */
    private static final Pattern MEMBER = Pattern.compile("[ \t]*+([!#$%&'*+.^_`|~0-9A-Za-z-]++)[ \t]*+"
            + "(?:;[ \t]*+[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)[ \t]*+)?");

    private static final AcceptEncoding ABSENT = new AcceptEncoding(true, Map.of());

    private final boolean absent;
    private final Map<String, Double> weights;
    private final List<Coding> preferred;

    private AcceptEncoding(boolean absent, Map<String, Double> weights) {
        this.absent = absent;
        this.weights = Map.copyOf(weights);
        // Unnamed, identity is the last choice, and never by the weight of "*" (RFC 9110 §12.5.3).
        double identity = weights.getOrDefault(IDENTITY, 0.0);
        this.preferred = Stream.of(Coding.values())
                .filter(coding -> weight(coding) > 0 && weight(coding) >= identity)
                .sorted(Comparator.comparingDouble((Coding coding) -> weight(coding))
                        .reversed())
                .toList();
    }

    /**
     * Reads the field; never throws.
     *
     * @param values the values of its field lines in their order; empty when the request has no such field
     */
    public static AcceptEncoding of(List<String> values) {
        if (values.isEmpty()) {
            return ABSENT;
        }
        Map<String, Double> weights = new HashMap<>();
        int members = 0;
        for (String value : values) {
            int from = 0;
            while (from <= value.length() && members < MOST_MEMBERS) {
                int comma = value.indexOf(',', from);
                int to = comma < 0 ? value.length() : comma;
                read(MEMBER.matcher(value).region(from, to), weights);
                from = to + 1;
                members++;
            }
        }
        return new AcceptEncoding(false, weights);
    }

    private static void read(Matcher member, Map<String, Double> weights) {
        if (member.matches()) {
            String weight = member.group(2);
            weights.putIfAbsent(
                    canonical(Objects.requireNonNull(member.group(1))),
                    weight == null ? 1.0 : Double.parseDouble(weight));
        }
    }

    private static String canonical(String token) {
        String lower = token.toLowerCase(Locale.ROOT);
        return lower.equals("x-gzip") || lower.equals("x-compress") ? lower.substring(2) : lower;
    }

    /** Tells whether the caller takes an answer in this coding. Without the field it takes any. */
    public boolean accepts(Coding coding) {
        return absent || weight(coding) > 0;
    }

    /**
     * Tells whether the caller takes an answer in a coding that need not be one of ours.
     *
     * @param token a single coding as {@code Content-Encoding} names it, in any case
     */
    public boolean accepts(String token) {
        String canonical = canonical(token);
        return canonical.equals(IDENTITY) ? acceptsIdentity() : absent || weight(canonical) > 0;
    }

    /** Tells whether the caller asks for answers in this coding: without the field it does not, though it takes any. */
    public boolean asksFor(Coding coding) {
        return weight(coding) > 0;
    }

    /** Tells whether the caller takes an answer that is not encoded, which all do who do not refuse it. */
    public boolean acceptsIdentity() {
        return weights.getOrDefault(IDENTITY, weights.getOrDefault(ANY, 1.0)) > 0;
    }

    /**
     * Returns the codings that the caller accepts and does not like less than an answer that is not encoded, best first: by weight,
     * then in the order of {@link Coding}. None without the field: who does not ask may not know codings at all.
     *
     * <p>Says nothing of what this machine can do; that is {@link Coding#available}.
     */
    public List<Coding> preferred() {
        return preferred;
    }

    private double weight(Coding coding) {
        return weight(coding.token());
    }

    private double weight(String canonical) {
        return weights.getOrDefault(canonical, weights.getOrDefault(ANY, 0.0));
    }
}
