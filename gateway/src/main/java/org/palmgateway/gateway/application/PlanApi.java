package org.palmgateway.gateway.application;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.palmgateway.gateway.registry.Pages;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.LocalText;
import org.palmgateway.routes.model.SubscriptionPlan;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.snapshot.CompiledBundle;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what applications can be subscribed to. */
@RestController
@RequestMapping(path = "/api/plans", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Subscriptions", description = "What applications may call beyond what everyone may")
public final class PlanApi {

    private final LiveSnapshot live;

    /**
     * Makes the API.
     *
     * @param live where plans are found
     */
    public PlanApi(LiveSnapshot live) {
        this.live = live;
    }

    /** A page of plans. */
    record PlanPage(int total, int offset, List<PlanView> plans) {}

    /** A plan that is live. */
    record PlanView(
            String owner,
            String plan,
            LocalText name,
            String approval,
            List<LimitView> limits,
            Set<String> routes,
            Set<String> departments) {

        static PlanView of(String owner, SubscriptionPlan plan) {
            return new PlanView(
                    owner,
                    plan.id(),
                    plan.name(),
                    Scalars.word(plan.approval()),
                    plan.limits().stream().map(LimitView::of).toList(),
                    new TreeSet<>(plan.routes()),
                    new TreeSet<>(plan.departments()));
        }
    }

    /** One limit of a plan; an application's quota is one. */
    record LimitView(String id, long permits, String window, long burst, List<String> per, String mode) {
        static LimitView of(Limit limit) {
            return new LimitView(
                    limit.id(),
                    limit.permits(),
                    Scalars.written(limit.window()),
                    limit.burst(),
                    limit.per().stream().map(Dimension::word).toList(),
                    Scalars.word(limit.mode()));
        }
    }

    @GetMapping
    @Operation(summary = "The plans that applications can be subscribed to, by owner and id")
    PlanPage list(
            @Parameter(description = "Those of one owner only") @RequestParam Optional<String> owner,
            @Parameter(description = "How many to skip") @RequestParam(defaultValue = "0") int offset,
            @Parameter(description = "The most to return, 1 to 1000") @RequestParam(defaultValue = "100") int limit) {
        Pages.check(offset, limit);
        List<PlanView> all = live.current().bundles().entrySet().stream()
                .filter(bundle -> owner.isEmpty() || owner.get().equals(bundle.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(bundle -> plans(bundle.getKey(), bundle.getValue()).stream())
                .toList();
        return new PlanPage(
                all.size(), offset, all.stream().skip(offset).limit(limit).toList());
    }

    private static List<PlanView> plans(String owner, CompiledBundle bundle) {
        return bundle.bundle().plans().stream()
                .sorted(Comparator.comparing(SubscriptionPlan::id))
                .map(plan -> PlanView.of(owner, plan))
                .toList();
    }
}
