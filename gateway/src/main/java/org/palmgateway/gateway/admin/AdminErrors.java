package org.palmgateway.gateway.admin;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.InvalidToken;
import org.palmgateway.auth.token.IssuerUnavailable;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemDocument;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.settings.AdminSettings;
import org.palmgateway.gateway.settings.PalmSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Renders everything that fails on the admin plane as problem documents. */
@Component
public final class AdminErrors
        implements WebExceptionHandler,
                ServerAuthenticationEntryPoint,
                ServerAccessDeniedHandler,
                ServerExchangeRejectedHandler,
                Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(AdminErrors.class);

    private final ProblemDocument documents;
    private final AdminSettings settings;

    /**
     * Makes the renderer.
     *
     * @param documents renders the documents
     * @param settings names the roles that people hold
     */
    public AdminErrors(ProblemDocument documents, PalmSettings settings) {
        this.documents = documents;
        this.settings = settings.admin();
    }

    @Override
    public int getOrder() {
        // Before Boot's own handler, whose order is -1.
        return -2;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        return exchange.getResponse().isCommitted() ? Mono.error(error) : write(exchange, problem(exchange, error));
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException error) {
        return write(exchange, refused(error.getCause()));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
        return write(exchange, new AccessProblem.RoleMissing(AdminSecurity.roles(settings, exchange.getRequest())));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, ServerExchangeRejectedException rejected) {
        return write(exchange, new RequestProblem.MalformedRequest("suspicious"));
    }

    private static Problem refused(@Nullable Throwable cause) {
        if (cause instanceof InvalidToken invalid) {
            return new AccessProblem.TokenRefused(invalid.reason().name().toLowerCase(Locale.ROOT));
        }
        return cause instanceof IssuerUnavailable
                ? new AccessProblem.IdentityUnavailable()
                : new AccessProblem.TokenMissing("governor or official");
    }

    private static Problem problem(ServerWebExchange exchange, Throwable error) {
        if (error instanceof ProblemException known) {
            return known.problem();
        }
        if (error instanceof MethodNotAllowedException method) {
            return new RequestProblem.WrongMethod(
                    method.getSupportedMethods().stream().map(HttpMethod::name).collect(Collectors.toSet()));
        }
        if (error instanceof UnsupportedMediaTypeStatusException media) {
            return new AdminProblem.WrongMediaType(media.getSupportedMediaTypes().stream()
                    .map(MediaType::toString)
                    .collect(Collectors.toSet()));
        }
        if (error instanceof NotAcceptableStatusException media) {
            return new AdminProblem.NotAcceptable(media.getSupportedMediaTypes().stream()
                    .map(MediaType::toString)
                    .collect(Collectors.toSet()));
        }
        if (error instanceof ResponseStatusException status) {
            int code = status.getStatusCode().value();
            if (code == 404) {
                return new RequestProblem.UnknownPath();
            }
            if (code == 413) {
                return new AdminProblem.DocumentTooLarge();
            }
            if (code >= 400 && code < 500) {
                return new RequestProblem.MalformedRequest(reason(status));
            }
        }
        LOG.error("Admin request {} failed", exchange.getRequest().getPath(), error);
        return new RequestProblem.Internal();
    }

    /** Names the parameter that is wrong, which the framework's own words do not always do. */
    private static String reason(ResponseStatusException status) {
        String reason = String.valueOf(status.getReason());
        String sentence = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
        return status instanceof ServerWebInputException input && input.getMethodParameter() != null
                ? input.getMethodParameter().getParameter().getName() + ": " + sentence
                : sentence;
    }

    private Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        ServerHttpResponse response = exchange.getResponse();
        Locale language = documents.language(exchange.getRequest().getHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE));
        byte[] document = documents.render(problem, exchange.getRequest().getId(), language);
        response.setStatusCode(HttpStatusCode.valueOf(problem.kind().status()));
        response.getHeaders().setContentType(MediaType.parseMediaType(ProblemDocument.MEDIA_TYPE));
        response.getHeaders().setContentLength(document.length);
        response.getHeaders().setContentLanguage(language);
        @Nullable String challenge = ProblemDocument.challenge(problem);
        if (challenge != null) {
            response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        if (problem instanceof RequestProblem.WrongMethod method) {
            response.getHeaders().set(HttpHeaders.ALLOW, String.join(", ", method.arguments()));
        }
        if (problem instanceof AdminProblem.WrongMediaType media) {
            response.getHeaders().set(HttpHeaders.ACCEPT, String.join(", ", media.arguments()));
        }
        problem.retryAfter()
                .ifPresent(seconds -> response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        if (problem instanceof AdminProblem.StaleVersion stale && stale.current() > 0) {
            response.getHeaders().setETag(Versions.tag(stale.current()));
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(document)));
    }
}
