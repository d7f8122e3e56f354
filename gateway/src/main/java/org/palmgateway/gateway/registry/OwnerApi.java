package org.palmgateway.gateway.registry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.admin.PolicyDocuments;
import org.palmgateway.gateway.admin.Versions;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.LocalText;
import org.palmgateway.routes.registry.Actor;
import org.palmgateway.routes.registry.Expected;
import org.palmgateway.routes.registry.Member;
import org.palmgateway.routes.registry.Owner;
import org.palmgateway.routes.registry.Owner.Approval;
import org.palmgateway.routes.registry.Owners;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Owners of bundles, who works for them, and whom they let shadow their routes. */
@RestController
@RequestMapping(path = "/api/owners", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Owners", description = "Who has a bundle in the registry, and who works for them")
public final class OwnerApi {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_PERSON = 500;

    private final RegistryCalls registry;

    /**
     * Makes the API.
     *
     * @param registry asks the registry
     */
    public OwnerApi(RegistryCalls registry) {
        this.registry = registry;
    }

    /** A page of owners. */
    record OwnerPage(int total, int offset, List<OwnerView> owners) {}

    /** An owner. */
    record OwnerView(String owner, LocalText name, String approval, long version) {
        static OwnerView of(Owner owner) {
            return new OwnerView(owner.id(), owner.name(), Scalars.word(owner.approval()), owner.version());
        }
    }

    /** Somebody who works for an owner. */
    record MemberView(String issuer, String subject, String role) {
        static MemberView of(Member member) {
            return new MemberView(member.issuer(), member.subject(), Scalars.word(member.role()));
        }
    }

    private record OwnerDocument(LocalText name, Approval approval, String reason) {}

    private record MemberDocument(
            Member.Role role, @Nullable String issuer, String reason) {}

    @GetMapping
    @Operation(summary = "The owners that you may see, by id")
    Mono<OwnerPage> list(
            @Parameter(description = "How many to skip") @RequestParam(defaultValue = "0") int offset,
            @Parameter(description = "The most to return, 1 to 1000") @RequestParam(defaultValue = "100") int limit,
            ServerWebExchange exchange,
            Authentication caller) {
        Pages.check(offset, limit);
        return registry.ask(exchange, caller, (registry, actor) -> {
            Owners.Page<Owner> page = registry.owners().list(actor, offset, limit);
            return new OwnerPage(
                    page.total(),
                    offset,
                    page.items().stream().map(OwnerView::of).toList());
        });
    }

    @GetMapping("/{owner}")
    @Operation(summary = "One owner")
    Mono<ResponseEntity<OwnerView>> show(
            @PathVariable String owner, ServerWebExchange exchange, Authentication caller) {
        return registry.ask(
                exchange, caller, (registry, actor) -> tagged(registry.owners().owner(owner, actor)));
    }

    @PutMapping(path = "/{owner}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Make or change an owner",
            description =
                    "The body holds name (zh and en), approval (none, department or province; province if left out) and reason."
                            + " Whoever makes one works for it. Another approval than province is for an operator of the"
                            + " province to give. If-None-Match: * makes one, If-Match changes one.")
    Mono<ResponseEntity<OwnerView>> put(
            @PathVariable String owner, @RequestBody String body, ServerWebExchange exchange, Authentication caller) {
        Expected expected =
                new Expected.Version(Versions.expected(exchange.getRequest().getHeaders()));
        OwnerDocument document = PolicyDocuments.read(body, fields -> owner(owner, fields));
        Owner wanted = new Owner(owner, document.name(), document.approval(), 0);
        return registry.ask(
                exchange,
                caller,
                (registry, actor) -> tagged(registry.owners().put(wanted, expected, actor, document.reason())));
    }

    private static @Nullable OwnerDocument owner(String id, FieldReader fields) {
        FieldReader names = fields.mapping("name");
        String zh = names.required("zh", text -> OneLine.of(text, LONGEST_NAME));
        String en = names.required("en", text -> OneLine.of(text, LONGEST_NAME));
        names.end();
        Approval approval =
                fields.optional("approval", Approval.PROVINCE, text -> Scalars.constant(Approval.class, text));
        String reason = fields.optional("reason", "", PolicyDocuments::reason);
        fields.end();
        try {
            Scalars.id(id);
        } catch (IllegalArgumentException e) {
            fields.problem("owner", id, String.valueOf(e.getMessage()));
        }
        return zh == null || en == null || approval == null || reason == null
                ? null
                : new OwnerDocument(new LocalText(zh, en), approval, reason);
    }

    @GetMapping("/{owner}/members")
    @Operation(summary = "Who works for an owner")
    Mono<List<MemberView>> members(@PathVariable String owner, ServerWebExchange exchange, Authentication caller) {
        return registry.ask(
                exchange,
                caller,
                (registry, actor) -> registry.owners().members(owner, actor).stream()
                        .map(MemberView::of)
                        .toList());
    }

    @PutMapping(path = "/{owner}/members/{subject}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Have somebody work for an owner",
            description = "The body holds role (developer or operator), issuer (your own if left out) and reason.")
    Mono<MemberView> putMember(
            @PathVariable String owner,
            @PathVariable String subject,
            @RequestBody String body,
            ServerWebExchange exchange,
            Authentication caller) {
        MemberDocument document = PolicyDocuments.read(body, fields -> member(subject, fields));
        return registry.ask(exchange, caller, (registry, actor) -> {
            Member member = new Member(issuer(document.issuer(), actor), subject, document.role());
            registry.owners().put(owner, member, actor, document.reason());
            return MemberView.of(member);
        });
    }

    private static @Nullable MemberDocument member(String subject, FieldReader fields) {
        try {
            OneLine.of(subject, LONGEST_PERSON);
        } catch (IllegalArgumentException e) {
            fields.problem("subject", subject, String.valueOf(e.getMessage()));
        }
        Member.Role role = fields.required("role", text -> Scalars.constant(Member.Role.class, text));
        String issuer = fields.optional("issuer", "", text -> OneLine.of(text, LONGEST_PERSON));
        String reason = fields.optional("reason", "", PolicyDocuments::reason);
        fields.end();
        return role == null || issuer == null || reason == null
                ? null
                : new MemberDocument(role, issuer.isEmpty() ? null : issuer, reason);
    }

    @DeleteMapping("/{owner}/members/{subject}")
    @Operation(summary = "Have somebody work for an owner no longer")
    Mono<ResponseEntity<Void>> removeMember(
            @PathVariable String owner,
            @PathVariable String subject,
            @RequestParam @Nullable String issuer,
            @RequestParam String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        String why = PolicyDocuments.reasonInQuery(reason);
        return registry.ask(exchange, caller, (registry, actor) -> {
            registry.owners().remove(owner, issuer(issuer, actor), subject, actor, why);
            return ResponseEntity.noContent().build();
        });
    }

    private static String issuer(@Nullable String given, Actor actor) {
        return Objects.requireNonNullElse(given, actor.issuer());
    }

    @GetMapping("/{owner}/consents")
    @Operation(summary = "Which other owners may shadow routes of this one")
    Mono<List<String>> consents(@PathVariable String owner, ServerWebExchange exchange, Authentication caller) {
        return registry.ask(
                exchange, caller, (registry, actor) -> registry.owners().consents(owner, actor));
    }

    @PutMapping("/{owner}/consents/{other}")
    @Operation(summary = "Let another owner shadow routes of this one")
    Mono<ResponseEntity<Void>> consent(
            @PathVariable String owner,
            @PathVariable String other,
            @RequestParam String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        return consent(owner, other, true, reason, exchange, caller);
    }

    @DeleteMapping("/{owner}/consents/{other}")
    @Operation(summary = "Let another owner shadow routes of this one no longer; what is live stays")
    Mono<ResponseEntity<Void>> revoke(
            @PathVariable String owner,
            @PathVariable String other,
            @RequestParam String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        return consent(owner, other, false, reason, exchange, caller);
    }

    private Mono<ResponseEntity<Void>> consent(
            String owner,
            String other,
            boolean consent,
            String reason,
            ServerWebExchange exchange,
            Authentication caller) {
        String why = PolicyDocuments.reasonInQuery(reason);
        return registry.ask(exchange, caller, (registry, actor) -> {
            registry.owners().consent(owner, other, consent, actor, why);
            return ResponseEntity.noContent().build();
        });
    }

    private static ResponseEntity<OwnerView> tagged(Owner owner) {
        return ResponseEntity.ok().eTag(Versions.tag(owner.version())).body(OwnerView.of(owner));
    }
}
