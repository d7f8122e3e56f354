package org.palmgateway.gateway.limit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.Sha256;
import org.palmgateway.gateway.exchange.Subscriber;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.PlacedLimit;

/**
 * Works out which buckets a request is charged to, and with how much.
 *
 * <p>The subject of a bucket reads {@code citizen=https://id.example,4711;route=permits}: dimensions in their order. What
 * separates is escaped in values, so that different subjects have different texts; a value of more than 64 characters stands
 * as {@code #} and its SHA-256. A caller without a citizen or application counts by address, as in {@code citizen=@203.0.113.7},
 * which is no citizen's id. One text serves all limits of a request that count the same.
 *
 * <p>Pure functions; any thread may use them.
 */
public final class Subjects {

    private static final int LONGEST = 64;

    private final Subject subject;
    private final EnumMap<Dimension, String> parts = new EnumMap<>(Dimension.class);
    private @Nullable String address;

    private Subjects(Subject subject) {
        this.subject = subject;
    }

    /**
     * Returns what a request asks of every limit that holds for it.
     *
     * @param applied what holds
     * @param subject whom and what it is counted for
     */
    public static List<Demand> demands(AppliedPolicy applied, Subject subject) {
        return demands(applied.limits(), applied.route().weight(), subject);
    }

    /**
     * Returns what a request asks of limits.
     *
     * @param limits the limits
     * @param permits how many permits it takes of each
     * @param subject whom and what it is counted for
     */
    public static List<Demand> demands(List<PlacedLimit> limits, long permits, Subject subject) {
        Subjects subjects = new Subjects(subject);
        List<Demand> demands = new ArrayList<>(limits.size());
        for (int i = 0; i < limits.size(); i++) {
            PlacedLimit limit = limits.get(i);
            demands.add(new Demand(limit, new BucketKey(limit.name(), subjects.under(limit)), permits));
        }
        return demands;
    }

    private String under(PlacedLimit limit) {
        @Nullable StringBuilder several = null;
        String text = "";
        // The set of a limit is in the order of the dimensions.
        for (Dimension dimension : limit.limit().per()) {
            String part = part(dimension);
            if (text.isEmpty()) {
                text = part;
                continue;
            }
            if (several == null) {
                several = new StringBuilder(text);
            }
            several.append(';').append(part);
        }
        return several == null ? text : several.toString();
    }

    private String part(Dimension dimension) {
        @Nullable String known = parts.get(dimension);
        if (known != null) {
            return known;
        }
        String part = switch (dimension) {
            case CITIZEN -> "citizen=" + citizen();
            case APPLICATION -> "application=" + application();
            case ADDRESS -> "address=" + address();
            case DEPARTMENT -> "department=" + value(subject.department());
            case ROUTE -> "route=" + value(subject.route());
            case REGION -> "region=" + value(subject.region());
        };
        parts.put(dimension, part);
        return part;
    }

    private String citizen() {
        Subject.@Nullable Citizen citizen = subject.citizen();
        return citizen == null ? "@" + address() : value(citizen.issuer()) + "," + value(citizen.subject());
    }

    private String application() {
        @Nullable String application = subject.application();
        return application == null ? "@" + address() : value(application);
    }

    private String address() {
        @Nullable String known = address;
        if (known == null) {
            known = value(Subscriber.of(subject.address()));
            address = known;
        }
        return known;
    }

    /** Writes a value so that no other one is written the same way, and none contains what separates. */
    static String value(String plain) {
        if (plain.length() > LONGEST) {
            return "#" + Sha256.of(plain).base64Url();
        }
        for (int i = 0; i < plain.length(); i++) {
            if (isSpecial(plain.charAt(i))) {
                return escaped(plain);
            }
        }
        return plain;
    }

    private static String escaped(String plain) {
        StringBuilder text = new StringBuilder(plain.length() + 8);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (isSpecial(c)) {
                text.append('%').append(Integer.toHexString(c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** All of these have two hexadecimal digits. */
    private static boolean isSpecial(char c) {
        return c == '%' || c == ';' || c == ',' || c == '#' || c == '@';
    }
}
