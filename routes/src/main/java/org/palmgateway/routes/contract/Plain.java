package org.palmgateway.routes.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes parts of a document as bundles have them: maps, lists and texts. */
final class Plain {

    private Plain() {}

    static Map<String, Object> fields(Part mapping) {
        Map<String, Object> fields = new LinkedHashMap<>();
        mapping.members().forEach((name, member) -> {
            if (member.isThere()) {
                fields.put(name, of(member.value()));
            }
        });
        return fields;
    }

    static Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((name, member) -> fields.put(String.valueOf(name), of(member)));
            return fields;
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(of(item)));
            return items;
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value == null ? "" : value.toString();
    }
}
