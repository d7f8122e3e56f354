package org.palmgateway.gateway.registry;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.settings.AdminSettings;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.registry.Actor;
import org.palmgateway.routes.registry.Actor.Duty;
import org.palmgateway.routes.registry.Refusal;
import org.palmgateway.routes.registry.Registry;
import org.palmgateway.routes.registry.RegistryRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Asks the registry something in the name of whoever sent a request, off the event loop, and turns its refusals into problems. */
public final class RegistryCalls {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryCalls.class);

    private final Optional<Registry> registry;
    private final AdminSettings settings;

    /**
     * Takes the registry.
     *
     * @param registry the registry; empty when this node has none
     * @param settings names the roles of those who may do more than others
     */
    public RegistryCalls(Optional<Registry> registry, AdminSettings settings) {
        this.registry = registry;
        this.settings = settings;
    }

    /** Tells whether this node has a registry. */
    public boolean present() {
        return registry.isPresent();
    }

    /** Asks; an error of {@link ProblemException} when the registry refuses. */
    public <T> Mono<T> ask(ServerWebExchange exchange, Authentication caller, BiFunction<Registry, Actor, T> question) {
        if (registry.isEmpty()) {
            return Mono.error(new ProblemException(new AdminProblem.NoRegistry()));
        }
        Actor actor = actor(exchange, caller);
        return Mono.fromCallable(() -> question.apply(registry.get(), actor))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(RegistryRefused.class, RegistryCalls::problem);
    }

    /** Tells whether somebody sees what every owner has. */
    boolean seesAll(Authentication caller) {
        Set<Duty> duties = duties(caller);
        return duties.contains(Duty.PROVINCE_OPERATOR) || duties.contains(Duty.AUDITOR);
    }

    private Actor actor(ServerWebExchange exchange, Authentication caller) {
        Principal principal = (Principal) Objects.requireNonNull(caller.getDetails(), "who is calling");
        return new Actor(principal.issuer(), principal.subject(), duties(caller), address(exchange));
    }

    private Set<Duty> duties(Authentication caller) {
        List<@Nullable String> roles = caller.getAuthorities().stream()
                .<@Nullable String>map(GrantedAuthority::getAuthority)
                .toList();
        Set<Duty> duties = EnumSet.noneOf(Duty.class);
        add(duties, roles, settings.role(), Duty.PROVINCE_OPERATOR);
        add(duties, roles, settings.auditorRole(), Duty.AUDITOR);
        add(duties, roles, settings.developerRole(), Duty.DEVELOPER);
        return duties;
    }

    private static void add(Set<Duty> duties, List<@Nullable String> roles, String role, Duty duty) {
        if (roles.contains("ROLE_" + role)) {
            duties.add(duty);
        }
    }

    private static String address(ServerWebExchange exchange) {
        @Nullable InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
    }

    private static ProblemException problem(RegistryRefused refused) {
        Refusal refusal = refused.refusal();
        if (refusal instanceof Refusal.StoreUnavailable) {
            LOG.warn("The registry's database does not answer", refused);
        }
        return new ProblemException(problem(refusal));
    }

    private static Problem problem(Refusal refusal) {
        if (refusal instanceof Refusal.Unknown unknown) {
            return new AdminProblem.UnknownItem(unknown.what());
        }
        if (refusal instanceof Refusal.NotAllowed not) {
            return new AdminProblem.NotAllowed(not.needed());
        }
        if (refusal instanceof Refusal.InDirectory in) {
            return new AdminProblem.OwnerInDirectory(in.owner());
        }
        if (refusal instanceof Refusal.Stale stale) {
            return new AdminProblem.StaleVersion(stale.current());
        }
        if (refusal instanceof Refusal.WrongStage wrong) {
            return new AdminProblem.WrongStage(wrong.is(), wrong.needed());
        }
        if (refusal instanceof Refusal.UnknownApplication unknown) {
            return new AdminProblem.UnknownApplication(unknown.client());
        }
        if (refusal instanceof Refusal.Taken taken) {
            return new AdminProblem.ApplicationExists(taken.client());
        }
        if (refusal instanceof Refusal.TooMany many) {
            return new AdminProblem.TooMany(many.what(), many.most());
        }
        if (refusal instanceof Refusal.Unfit unfit) {
            return new AdminProblem.DocumentRefused(
                    unfit.problems().stream().map(RegistryCalls::field).toList());
        }
        return new AdminProblem.RegistryUnavailable();
    }

    static Problem.Field field(DocumentProblem problem) {
        String where = problem.line() == 0 ? problem.file() : problem.file() + ":" + problem.line();
        return new Problem.Field(
                problem.field().isEmpty() ? where : where + ": " + problem.field(),
                problem.value(),
                problem.expected());
    }
}
