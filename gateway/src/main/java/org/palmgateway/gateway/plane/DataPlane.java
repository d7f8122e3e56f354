package org.palmgateway.gateway.plane;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.palmgateway.auth.dpop.DpopProofs;
import org.palmgateway.auth.exchange.ExchangedTokens;
import org.palmgateway.auth.logout.LogoutTokens;
import org.palmgateway.auth.passport.PassportKeys;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.auth.token.VerifiedTokens;
import org.palmgateway.gateway.access.Authenticate;
import org.palmgateway.gateway.access.Authorize;
import org.palmgateway.gateway.access.ProofOfPossession;
import org.palmgateway.gateway.answer.AccessLog;
import org.palmgateway.gateway.answer.Answers;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.answer.UsageCounts;
import org.palmgateway.gateway.cache.CacheFilter;
import org.palmgateway.gateway.cache.ResponseCache;
import org.palmgateway.gateway.compose.ComposeMeters;
import org.palmgateway.gateway.compose.ComposedCalls;
import org.palmgateway.gateway.compose.Composing;
import org.palmgateway.gateway.contract.CheckRequest;
import org.palmgateway.gateway.edge.BareErrors;
import org.palmgateway.gateway.edge.Drain;
import org.palmgateway.gateway.edge.EdgeHandler;
import org.palmgateway.gateway.edge.Lanes;
import org.palmgateway.gateway.edge.ProblemAnswer;
import org.palmgateway.gateway.edge.RequestIds;
import org.palmgateway.gateway.edge.RequestLimits;
import org.palmgateway.gateway.exchange.Steps;
import org.palmgateway.gateway.forward.Admission;
import org.palmgateway.gateway.forward.Attempts;
import org.palmgateway.gateway.forward.DepartmentAnswer;
import org.palmgateway.gateway.forward.DepartmentClient;
import org.palmgateway.gateway.forward.DepartmentFailures;
import org.palmgateway.gateway.forward.DepartmentRequest;
import org.palmgateway.gateway.forward.EventLoops;
import org.palmgateway.gateway.forward.Introduction;
import org.palmgateway.gateway.forward.RegionAbove;
import org.palmgateway.gateway.forward.RequestHandler;
import org.palmgateway.gateway.forward.RouteWebHandler;
import org.palmgateway.gateway.limit.ApplyPolicy;
import org.palmgateway.gateway.limit.ChargeLimits;
import org.palmgateway.gateway.limit.LimitCounts;
import org.palmgateway.gateway.limit.Limits;
import org.palmgateway.gateway.limit.OwnLimits;
import org.palmgateway.gateway.match.MatchRoute;
import org.palmgateway.gateway.problem.ProblemDocument;
import org.palmgateway.gateway.protect.Departments;
import org.palmgateway.gateway.record.RequestRecorder;
import org.palmgateway.gateway.record.RequestRing;
import org.palmgateway.gateway.settings.PalmSettings;
import org.palmgateway.gateway.signin.BackchannelLogout;
import org.palmgateway.gateway.signin.SignInHandler;
import org.palmgateway.gateway.signin.SignInHandlerMapping;
import org.palmgateway.gateway.signin.SignInPaths;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.cloud.gateway.filter.WebsocketRoutingFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.LocaleContextResolver;
import org.springframework.web.server.session.WebSessionManager;
import reactor.core.scheduler.Scheduler;

/**
 * The data plane: what a request passes, in its order, and nothing else. Auto-configuration is imported by name, so that what
 * happens to lie on the class path adds no filter, endpoint or observation.
 */
@Configuration(proxyBeanMethods = false)
@Import(DepartmentClients.class)
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    SslAutoConfiguration.class,
    ReactorAutoConfiguration.class,
    CodecsAutoConfiguration.class,
    NettyReactiveWebServerAutoConfiguration.class,
    WebFluxAutoConfiguration.class
})
class DataPlane {

    @Bean
    Authenticate authenticate(PalmSettings settings, VerifiedTokens tokens, DpopProofs proofs) {
        return new Authenticate(
                tokens, new ProofOfPossession(proofs, settings.dataPlane().publicUri()));
    }

    @Bean
    ChargeLimits chargeLimits(Limits limits, TrafficMeters meters, LimitCounts counts) {
        return new ChargeLimits(limits, meters, counts);
    }

    @Bean
    Steps steps(PalmSettings settings, Authenticate authenticate, Authorize authorize, ChargeLimits chargeLimits) {
        return new Steps(List.of(
                new RequestLimits(settings.dataPlane()),
                new MatchRoute(),
                authenticate,
                authorize,
                new ApplyPolicy(),
                chargeLimits));
    }

    @Bean
    Admission admission(Departments departments, TrafficMeters meters, Clock clock) {
        return new Admission(departments, meters, clock);
    }

    @Bean
    Attempts attempts(
            Admission admission, TrafficMeters meters, WebsocketRoutingFilter sockets, EventLoops<Scheduler> timers) {
        return new Attempts(admission, new DepartmentFailures(), meters, sockets, timers);
    }

    /** What every request enters by. */
    @Bean
    HttpHandler edgeHandler(
            RequestHandler requests,
            DispatcherHandler pages,
            WebSessionManager sessions,
            ServerCodecConfigurer codecs,
            LocaleContextResolver locales,
            LiveSnapshot live,
            PalmSettings settings,
            RequestIds ids,
            ProblemDocument documents,
            Answers answers,
            Drain drain,
            Lanes lanes) {
        return new EdgeHandler(
                (request, response) -> new DefaultServerWebExchange(request, response, sessions, codecs, locales),
                new OwnPages(SignInPaths.of(settings.identity()), pages, requests),
                live,
                settings.dataPlane(),
                ids,
                new ProblemAnswer(documents),
                answers,
                drain,
                lanes,
                settings.identity().signIn().upstream() != null);
    }

    @Bean
    RequestIds requestIds() {
        return new RequestIds();
    }

    @Bean
    Answers answers(MeterRegistry meters, AccessLog log, RequestRing ring, UsageCounts usage, Clock clock) {
        return new Answers(meters, log, new RequestRecorder(ring), usage, clock);
    }

    @Bean
    DepartmentRequest departmentRequest(Passports passports, ExchangedTokens exchanged, PalmSettings settings) {
        return new DepartmentRequest(
                new Introduction(passports, exchanged), settings.dataPlane().publicUri());
    }

    @Bean
    CheckRequest checkRequest(PalmSettings settings, ProblemDocument documents, Scheduler composeWork) {
        return new CheckRequest(settings.contracts(), documents, composeWork);
    }

    @Bean
    CacheFilter cacheFilter(ResponseCache cache) {
        return new CacheFilter(cache);
    }

    /**
     * What is done with a request that has passed the steps, in this order: what a department would not see is not answered in its place
     * either; the cache says how much a department is told; retries are over when an answer is sent back.
     */
    @Bean
    RouteWebHandler routeWebHandler(
            CheckRequest check,
            CacheFilter cache,
            DepartmentRequest request,
            DepartmentAnswer answer,
            Attempts attempts,
            DepartmentClient client,
            Authenticate authenticate,
            Authorize authorize,
            ChargeLimits chargeLimits,
            EventLoops<Scheduler> timers) {
        return new RouteWebHandler(
                List.of(check, cache, request, answer, attempts, client),
                new RegionAbove(),
                new Steps(List.of(authenticate, authorize, new ApplyPolicy(), chargeLimits)),
                new DepartmentFailures(),
                timers);
    }

    @Bean
    Composing composing(
            PalmSettings settings,
            Authorize authorize,
            ChargeLimits chargeLimits,
            Admission admission,
            Passports passports,
            MeterRegistry meters,
            Scheduler composeWork,
            EventLoops<Scheduler> timers) {
        return new Composing(
                settings.compose(),
                new Steps(List.of(authorize, new ApplyPolicy())),
                chargeLimits,
                admission,
                passports,
                new ComposeMeters(meters),
                composeWork,
                timers::own);
    }

    @Bean
    ComposedCalls composedCalls(
            PalmSettings settings, RouteWebHandler handler, Composing composing, EventLoops<Scheduler> timers) {
        return new ComposedCalls(settings.compose(), handler, composing, timers::own);
    }

    @Bean
    RequestHandler requestHandler(Steps steps, RouteWebHandler handler, ComposedCalls composed) {
        return new RequestHandler(steps, handler, composed);
    }

    /** What Spring's handlers have nothing for goes where all other requests go. */
    @Bean
    HandlerMapping notOwn(RequestHandler requests) {
        return new SimpleUrlHandlerMapping(Map.of("/**", requests), Ordered.LOWEST_PRECEDENCE);
    }

    @Bean
    RouterFunction<ServerResponse> publishedKeys(PassportKeys keys) {
        return new PublishedKeys(keys).route();
    }

    @Bean
    RouterFunction<ServerResponse> ownLimits(Authenticate authenticate, Limits limits) {
        return new OwnLimits(authenticate, limits).route();
    }

    @Bean
    RouterFunction<ServerResponse> backchannelLogout(LogoutTokens tokens) {
        return new BackchannelLogout(tokens).route();
    }

    @Bean
    @ConditionalOnProperty("palm.identity.sign-in.upstream")
    SignInHandlerMapping signIn(PalmSettings settings, DepartmentClient client, DepartmentAnswer answer) {
        URI upstream = Objects.requireNonNull(settings.identity().signIn().upstream());
        Steps limits = new Steps(List.of(new RequestLimits(settings.dataPlane())));
        return new SignInHandlerMapping(
                SignInPaths.of(settings.identity()), new SignInHandler(upstream, limits, client, answer));
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> dataPlaneServer(
            PalmSettings settings, ProblemDocument documents, RequestIds ids) {
        return new DataPlaneServer(settings.dataPlane(), new BareErrors(documents, ids));
    }
}
