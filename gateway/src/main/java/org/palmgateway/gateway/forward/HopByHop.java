package org.palmgateway.gateway.forward;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which fields of an answer are for one hop only (RFC 9110 §7.6.1), whatever their letter case. */
final class HopByHop {

    private static final Set<String> ALWAYS = Collections.unmodifiableSet(caseless(List.of(
            "Connection",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            // Spring Boot 1 tells the name and port of its process by it.
            "X-Application-Context")));

    private HopByHop() {}

    /** Returns their names, with those that the answer itself says are. */
    static Set<String> of(HttpHeaders answer) {
        List<String> options = answer.getAll(HttpHeaderNames.CONNECTION);
        if (options.isEmpty() || (options.size() == 1 && isOrdinary(options.get(0)))) {
            return ALWAYS;
        }
        Set<String> names = caseless(ALWAYS);
        for (String value : options) {
            for (String name : value.split(",", -1)) {
                names.add(name.strip());
            }
        }
        return names;
    }

    private static Set<String> caseless(Collection<String> names) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(names);
        return all;
    }

    private static boolean isOrdinary(String option) {
        return option.equalsIgnoreCase("keep-alive") || option.equalsIgnoreCase("close");
    }
}
