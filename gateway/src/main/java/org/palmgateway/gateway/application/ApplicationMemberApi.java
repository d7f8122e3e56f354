package org.palmgateway.gateway.application;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.palmgateway.gateway.admin.ManagedIssuers;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.registry.OneLine;
import org.palmgateway.gateway.registry.RegistryCalls;
import org.palmgateway.routes.registry.Applications.Person;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who works on an application. */
@RestController
@RequestMapping(path = "/api/applications/{client}/members", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Applications", description = "The applications of third parties, as clients of the issuer")
public final class ApplicationMemberApi {

    private static final int LONGEST_PERSON = 500;

    private final RegistryCalls registry;
    private final ManagedIssuers issuers;

    /**
     * Makes the API.
     *
     * @param registry asks the registry
     * @param issuers whose applications they are
     */
    public ApplicationMemberApi(RegistryCalls registry, ManagedIssuers issuers) {
        this.registry = registry;
        this.issuers = issuers;
    }

    @GetMapping
    @Operation(summary = "Who works on an application")
    Mono<List<Person>> members(
            @PathVariable String client,
            @RequestParam Optional<String> issuer,
            ServerWebExchange exchange,
            Authentication caller) {
        String meant = issuers.meant(issuer);
        return Asker.of(registry, exchange, caller, "")
                .ask((known, actor) -> known.applicationMembers().list(meant, client, actor));
    }

    @PutMapping("/{subject}")
    @Operation(summary = "Have somebody work on an application; a person of your own issuer if of is left out")
    Mono<ResponseEntity<Void>> add(
            @PathVariable String client,
            @PathVariable String subject,
            @RequestParam Optional<String> issuer,
            @RequestParam Optional<String> of,
            @RequestParam(defaultValue = "") String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        String meant = issuers.meant(issuer);
        Asker asker = Asker.of(registry, exchange, caller, reason);
        return asker.ask((known, actor) -> {
                    Person person = new Person(line(of.orElse(actor.issuer())), line(subject));
                    known.applicationMembers().add(meant, client, person, actor, asker.reason());
                    return true;
                })
                .thenReturn(ResponseEntity.noContent().build());
    }

    @DeleteMapping("/{subject}")
    @Operation(summary = "Have somebody work on an application no longer")
    Mono<ResponseEntity<Void>> remove(
            @PathVariable String client,
            @PathVariable String subject,
            @RequestParam Optional<String> issuer,
            @RequestParam Optional<String> of,
            @RequestParam(defaultValue = "") String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        String meant = issuers.meant(issuer);
        Asker asker = Asker.of(registry, exchange, caller, reason);
        return asker.ask((known, actor) -> {
                    Person person = new Person(of.orElse(actor.issuer()), subject);
                    known.applicationMembers().remove(meant, client, person, actor, asker.reason());
                    return true;
                })
                .thenReturn(ResponseEntity.noContent().build());
    }

    private static String line(String text) {
        try {
            return OneLine.of(text, LONGEST_PERSON);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new RequestProblem.MalformedRequest(String.valueOf(e.getMessage())));
        }
    }
}
