package org.palmgateway.gateway.forward;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which fields are for one hop only (RFC 9110 §7.6.1), whatever their letter case. */
final class HopByHop {

    private static final HttpHeaders FIELDS =
            DefaultHttpHeadersFactory.headersFactory().newEmptyHeaders();

    static {
        List.of(
                        "Connection",
                        "Keep-Alive",
                        "Proxy-Authenticate",
                        "Proxy-Authorization",
                        "Proxy-Connection",
                        "TE",
                        "Trailer",
                        "Transfer-Encoding",
                        "Upgrade",
                        "X-Application-Context")
                .forEach(name -> FIELDS.set(name, ""));
    }

    private HopByHop() {}

    static boolean contains(CharSequence name) {
        return FIELDS.contains(name);
    }

    /** Returns the further fields that an answer says are for one hop only, in small letters. */
    static Set<String> nominated(HttpHeaders headers) {
        List<String> values = headers.getAll(HttpHeaderNames.CONNECTION);
        if (values.isEmpty() || (values.size() == 1 && isOrdinary(values.get(0)))) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String value : values) {
            for (String name : value.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static boolean isOrdinary(String option) {
        return option.equalsIgnoreCase("keep-alive") || option.equalsIgnoreCase("close");
    }
}
