package org.palmgateway.gateway.plane;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.gateway.access.Authorize;
import org.palmgateway.gateway.admin.AdminErrors;
import org.palmgateway.gateway.admin.AdminSecurity;
import org.palmgateway.gateway.admin.BundlesHealth;
import org.palmgateway.gateway.admin.CacheApi;
import org.palmgateway.gateway.admin.DryRunApi;
import org.palmgateway.gateway.admin.OverrideApi;
import org.palmgateway.gateway.admin.PolicyApi;
import org.palmgateway.gateway.admin.RevocationApi;
import org.palmgateway.gateway.admin.SnapshotApi;
import org.palmgateway.gateway.admin.TrafficApi;
import org.palmgateway.gateway.application.ApplicationApi;
import org.palmgateway.gateway.application.ApplicationMemberApi;
import org.palmgateway.gateway.application.OwnerSubscriptionApi;
import org.palmgateway.gateway.application.PlanApi;
import org.palmgateway.gateway.application.SubscriptionApi;
import org.palmgateway.gateway.application.UsageApi;
import org.palmgateway.gateway.compose.DryRuns;
import org.palmgateway.gateway.edge.RequestLimits;
import org.palmgateway.gateway.exchange.Steps;
import org.palmgateway.gateway.limit.ApplyPolicy;
import org.palmgateway.gateway.match.MatchRoute;
import org.palmgateway.gateway.registry.AuditApi;
import org.palmgateway.gateway.registry.DraftApi;
import org.palmgateway.gateway.registry.ExplainApi;
import org.palmgateway.gateway.registry.ImportApi;
import org.palmgateway.gateway.registry.LaneApi;
import org.palmgateway.gateway.registry.OwnerApi;
import org.palmgateway.gateway.registry.RegistryCalls;
import org.palmgateway.gateway.registry.RevisionApi;
import org.palmgateway.gateway.registry.RouteApi;
import org.palmgateway.gateway.settings.PalmSettings;
import org.palmgateway.routes.registry.Registry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The admin plane: the admin API, health and metrics, behind its own authentication. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration",
            "org.springframework.cloud.gateway.config.GatewayClassPathWarningAutoConfiguration"
        })
@Import({
    AdminSecurity.class,
    AdminErrors.class,
    BundlesHealth.class,
    SnapshotApi.class,
    ExplainApi.class,
    DryRunApi.class,
    RevocationApi.class,
    ApplicationApi.class,
    ApplicationMemberApi.class,
    PolicyApi.class,
    OverrideApi.class,
    TrafficApi.class,
    CacheApi.class,
    OwnerApi.class,
    DraftApi.class,
    ImportApi.class,
    LaneApi.class,
    RouteApi.class,
    RevisionApi.class,
    AuditApi.class,
    PlanApi.class,
    SubscriptionApi.class,
    OwnerSubscriptionApi.class,
    UsageApi.class
})
class AdminPlane {

    private static final int CONNECTIONS_TO_THE_SANDBOX = 100;

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> adminServer(PalmSettings settings) {
        return new AdminServer(settings);
    }

    /** Apart from the connections to departments, so that none of those is ever used by a dry run. */
    @Bean(destroyMethod = "dispose")
    ConnectionProvider sandboxConnections() {
        return ConnectionProvider.builder("palm-sandbox")
                .maxConnections(CONNECTIONS_TO_THE_SANDBOX)
                .maxIdleTime(Duration.ofSeconds(30))
                .build();
    }

    @Bean
    DryRuns dryRuns(
            PalmSettings settings,
            Authorize authorize,
            Passports passports,
            ConnectionProvider sandboxConnections,
            ReactorResourceFactory eventLoops,
            Scheduler composeWork,
            Clock clock) {
        return new DryRuns(
                settings.compose(),
                new Steps(List.of(new RequestLimits(settings.dataPlane()), new MatchRoute())),
                new Steps(List.of(authorize, new ApplyPolicy())),
                passports,
                HttpClient.create(sandboxConnections).runOn(eventLoops.getLoopResources()),
                composeWork,
                clock);
    }

    @Bean
    RegistryCalls registryCalls(ObjectProvider<Registry> registry, PalmSettings settings) {
        return new RegistryCalls(Optional.ofNullable(registry.getIfAvailable()), settings.admin());
    }

    @Bean
    OpenAPI adminApi() {
        String bearer = "bearer";
        return new OpenAPI()
                .info(new Info()
                        .title("Palm Gateway: admin API")
                        .version("1")
                        .description("What is live, what was refused, and what would become of a request."))
                .components(new Components()
                        .addSecuritySchemes(
                                bearer,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description("An access token that holds the operator's role")))
                .addSecurityItem(new SecurityRequirement().addList(bearer));
    }

    private record AdminServer(PalmSettings settings)
            implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {
        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }

        @Override
        public void customize(NettyReactiveWebServerFactory factory) {
            factory.setPort(settings.admin().port());
            factory.setUseForwardHeaders(false);
            factory.setAddress(DataPlaneServer.address(
                    "palm.admin.address", settings.admin().address()));
        }
    }
}
