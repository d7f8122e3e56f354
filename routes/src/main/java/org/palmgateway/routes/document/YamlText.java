package org.palmgateway.routes.document;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes trees of maps, lists, numbers and texts as YAML 1.2, a field on each line and texts of several lines as they are. */
public final class YamlText {

    private static final int NO_FOLDING = Integer.MAX_VALUE;

    private YamlText() {}

    /** Returns a tree as YAML. */
    public static String of(@Nullable Object tree) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(NO_FOLDING)
                .setDereferenceAliases(true)
                .build();
        return new Dump(settings).dumpToString(plain(tree));
    }

    /** The library writes whole numbers of other types with a tag that says so. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((name, member) -> fields.put(String.valueOf(name), plain(member)));
            return fields;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(plain(item)));
            return items;
        }
        return value instanceof BigDecimal number && number.scale() == 0 ? number.toBigInteger() : value;
    }
}
