package org.palmgateway.gateway.admin;

import java.util.Set;
import org.palmgateway.auth.token.InvalidToken;
import org.palmgateway.auth.token.IssuerUnavailable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.auth.token.VerifiedTokens;
import org.palmgateway.gateway.access.BearerToken;
import org.palmgateway.gateway.settings.AdminSettings;
import org.palmgateway.gateway.settings.PalmSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authorization.AuthorityReactiveAuthorizationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import reactor.core.publisher.Mono;

/**
 * Lets people in by a bearer token of a trusted issuer: operators everywhere, auditors wherever nothing is changed, developers where
 * they register bundles. Only the two probes, which tell nothing but up or down, are open.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
public class AdminSecurity {

    /** Where developers see as much as is theirs. */
    private static final Set<String> OF_DEVELOPERS = Set.of("/api/registry", "/api/explain", "/api/plans");

    @Bean
    SecurityWebFilterChain adminChain(
            ServerHttpSecurity http, VerifiedTokens tokens, PalmSettings settings, AdminErrors errors) {
        AuthenticationWebFilter bearer = new AuthenticationWebFilter(manager(tokens));
        bearer.setServerAuthenticationConverter(exchange -> Mono.justOrEmpty(
                        BearerToken.of(exchange.getRequest().getHeaders()))
                .map(token -> new PreAuthenticatedAuthenticationToken("bearer", token)));
        ServerAuthenticationEntryPointFailureHandler failure = new ServerAuthenticationEntryPointFailureHandler(errors);
        failure.setRethrowAuthenticationServiceException(false);
        bearer.setAuthenticationFailureHandler(failure);
        bearer.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(access -> access.pathMatchers("/health/liveness", "/health/readiness")
                        .permitAll()
                        .anyExchange()
                        .access((authentication, context) -> AuthorityReactiveAuthorizationManager.hasAnyRole(roles(
                                                settings.admin(),
                                                context.getExchange().getRequest())
                                        .toArray(String[]::new))
                                .authorize(authentication, context)))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(errors).accessDeniedHandler(errors))
                .addFilterAt(bearer, SecurityWebFiltersOrder.AUTHENTICATION)
                .build();
    }

    /** Returns the roles of which one is needed for a request. Where there are owners or applications
     * the registry decides besides, who may do what with whose. */
    static Set<String> roles(AdminSettings settings, ServerHttpRequest request) {
        String path = request.getPath().pathWithinApplication().value();
        if (OF_DEVELOPERS.contains(path) || isUnder("/api/owners", path) || isUnder("/api/applications", path)) {
            return Set.of(settings.role(), settings.developerRole(), settings.auditorRole());
        }
        boolean shown = request.getMethod().equals(HttpMethod.GET) && path.startsWith("/api/");
        return shown ? Set.of(settings.role(), settings.auditorRole()) : Set.of(settings.role());
    }

    private static boolean isUnder(String place, String path) {
        return path.equals(place) || path.startsWith(place + "/");
    }

    private static ReactiveAuthenticationManager manager(VerifiedTokens tokens) {
        return authentication -> tokens.principal(String.valueOf(authentication.getCredentials()))
                .map(AdminSecurity::unbound)
                .map(AdminSecurity::authenticated)
                .onErrorMap(InvalidToken.class, e -> new BadCredentialsException("token refused", e))
                .onErrorMap(IssuerUnavailable.class, e -> new AuthenticationServiceException("no keys", e));
    }

    /** Proofs are not checked on this plane, so a token that needs one must not pass without. */
    private static Principal unbound(Principal principal) {
        if (!principal.keyThumbprint().isEmpty()) {
            throw new InvalidToken(
                    InvalidToken.Reason.BINDING, "The admin plane takes tokens that are bound to no key only.");
        }
        return principal;
    }

    private static Authentication authenticated(Principal principal) {
        // A phone app's token is no operator's, whatever roles the person holds.
        Set<String> roles = principal.audience().equals("citizen") ? Set.of() : principal.roles();
        String[] authorities = roles.stream().map(role -> "ROLE_" + role).toArray(String[]::new);
        PreAuthenticatedAuthenticationToken caller = new PreAuthenticatedAuthenticationToken(
                principal.subject(), "", AuthorityUtils.createAuthorityList(authorities));
        caller.setDetails(principal);
        return caller;
    }
}
