package org.palmgateway.gateway.command;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether two values of typed documents mean the same: 1 and 1.0 do. */
final class SameValue {

    private SameValue() {}

    static boolean test(@Nullable Object one, @Nullable Object other) {
        if (one instanceof BigDecimal number && other instanceof BigDecimal another) {
            return number.compareTo(another) == 0;
        }
        if (one instanceof Map<?, ?> fields && other instanceof Map<?, ?> others) {
            return fields.keySet().equals(others.keySet())
                    && fields.keySet().stream().allMatch(name -> test(fields.get(name), others.get(name)));
        }
        if (one instanceof List<?> items && other instanceof List<?> others) {
            Iterator<?> rest = others.iterator();
            return items.size() == others.size() && items.stream().allMatch(item -> test(item, rest.next()));
        }
        return one == null ? other == null : one.equals(other);
    }
}
