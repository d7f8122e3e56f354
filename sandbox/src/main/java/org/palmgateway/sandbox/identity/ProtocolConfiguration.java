package org.palmgateway.sandbox.identity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/** Who may reach what: the endpoints of OAuth 2 and OpenID Connect, the login form, the demo token, and the realm's
 * administration, which looks at its own token. */
@Configuration(proxyBeanMethods = false)
class ProtocolConfiguration {

    private static final String DEMO_TOKEN = "/demo/token";
    private static final String REALM = "/realms/**";
    private static final String REALM_ADMIN = "/admin/realms/**";

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http, Clients clients) {
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        MediaTypeRequestMatcher browser = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(
                        server,
                        endpoints -> endpoints
                                .oidc(Customizer.withDefaults())
                                .authorizationEndpoint(endpoint -> endpoint.authenticationProviders(
                                        providers -> providers.forEach(provider -> checkAudience(provider, clients)))))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(resource -> resource.jwt(Customizer.withDefaults()))
                .exceptionHandling(failures -> failures.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"), browser))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain login(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(DEMO_TOKEN, REALM, REALM_ADMIN, "/error")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                // Neither the demo token nor the realm's administration knows of sessions, so there is none to ride on.
                .csrf(csrf -> csrf.ignoringRequestMatchers(DEMO_TOKEN, REALM, REALM_ADMIN))
                .formLogin(Customizer.withDefaults())
                .build();
    }

    private static void checkAudience(AuthenticationProvider provider, Clients clients) {
        if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider codes) {
            codes.setAuthenticationValidator(
                    new OAuth2AuthorizationCodeRequestAuthenticationValidator().andThen(new OwnAudience(clients)));
        }
    }
}
