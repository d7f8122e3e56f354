package org.palmgateway.gateway.exchange;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The caller's trace, kept or started (W3C Trace Context, level 1).
 *
 * @param traceparent the value for the department: the caller's trace id with a parent id of our own
 * @param kept whether the trace is the caller's, so that its {@code tracestate} still applies (§3.3)
 */
public record Trace(String traceparent, boolean kept) {

    private static final int LENGTH = 55;

    /**
     * Continues the caller's trace if there is exactly one well-formed {@code traceparent} (§3.2), else starts one that is
     * not sampled.
     */
    public static Trace from(List<String> received) {
        if (received.size() == 1 && wellFormed(received.get(0))) {
            String caller = received.get(0);
            return new Trace("00-" + caller.substring(3, 35) + "-" + id(1) + (sampled(caller) ? "-01" : "-00"), true);
        }
        return new Trace("00-" + id(2) + "-" + id(1) + "-00", false);
    }

    /** Returns the trace id: 32 hexadecimal digits. */
    public String id() {
        return traceparent.substring(3, 35);
    }

    /** Of the flags only the lowest bit has a meaning; the others are not passed on (§3.2.2.5). */
    private static boolean sampled(String value) {
        return Character.digit(value.charAt(LENGTH - 1), 16) % 2 == 1;
    }

    private static boolean wellFormed(String value) {
        // A later version may append fields after the flags; version ff is forbidden (§3.2.2.1).
        boolean shape = value.length() == LENGTH
                || (value.length() > LENGTH && value.charAt(LENGTH) == '-' && !value.startsWith("00"));
        return shape
                && hex(value, 0, 2)
                && !value.startsWith("ff")
                && value.charAt(2) == '-'
                && hex(value, 3, 35)
                && !zero(value, 3, 35)
                && value.charAt(35) == '-'
                && hex(value, 36, 52)
                && !zero(value, 36, 52)
                && value.charAt(52) == '-'
                && hex(value, 53, LENGTH);
    }

    private static boolean hex(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean zero(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    private static String id(int longs) {
        StringBuilder id = new StringBuilder(longs * 16);
        for (int i = 0; i < longs; i++) {
            // Never zero, which would be an invalid id (§3.2.2.3 and §3.2.2.4).
            id.append(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)));
        }
        return id.toString();
    }
}
