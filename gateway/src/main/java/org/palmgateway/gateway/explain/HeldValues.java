package org.palmgateway.gateway.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.explain.Explanation.HeldValue;
import org.palmgateway.routes.document.JsonText;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.policy.EffectivePolicy;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.PolicyTree;
import org.palmgateway.routes.policy.Setting;
import org.palmgateway.routes.policy.Source;

/** Writes what holds for a request's traffic, each value with its origin. */
final class HeldValues {

    private HeldValues() {}

    static List<HeldValue> of(AppliedPolicy applied) {
        List<HeldValue> values = new ArrayList<>();
        for (PlacedLimit limit : applied.limits()) {
            values.add(new HeldValue(
                    "limit " + limit.name(),
                    JsonText.of(PolicyTree.of(limit.limit())),
                    limit.source().toString()));
        }
        for (Setting<?> setting : Setting.ALL) {
            EffectivePolicy from = holder(applied, setting);
            values.add(new HeldValue(
                    setting.name(), from.written(setting), from.source(setting).toString()));
        }
        return values;
    }

    /** The same choice as {@link AppliedPolicy} makes. */
    private static EffectivePolicy holder(AppliedPolicy applied, Setting<?> setting) {
        @Nullable EffectivePolicy application = applied.application();
        if (application == null) {
            return applied.route();
        }
        boolean shorter = setting == Setting.DEADLINE && applied.deadline().equals(application.deadline());
        boolean spoken = setting == Setting.PRIORITY
                && !application.source(Setting.PRIORITY).equals(Source.DEFAULT);
        return shorter || spoken ? application : applied.route();
    }
}
