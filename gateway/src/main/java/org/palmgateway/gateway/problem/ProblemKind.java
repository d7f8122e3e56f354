package org.palmgateway.gateway.problem;

/** The kinds of problems: for each its stable code, its status and the error type of {@code Proxy-Status} (RFC 9209 §2.3). */
public enum ProblemKind {
    /** Not HTTP as this gateway understands it. */
    MALFORMED_REQUEST("malformed-request", 400, "http_request_error"),
    /** A path without a normal spelling. */
    MALFORMED_PATH("malformed-path", 400, "http_request_error"),
    /** No region of the province. */
    UNKNOWN_REGION("unknown-region", 400, "http_request_error"),
    /** The request must name a region. */
    REGION_NEEDED("region-needed", 400, "http_request_error"),
    /** Not as the contract of the route says. */
    REQUEST_INVALID("request-invalid", 400, "http_request_error"),
    /** No pass to the sandbox lane, or one that holds no longer. */
    LANE_REFUSED("lane-refused", 403, "http_request_denied"),
    /** Nothing that could be tried in the sandbox lane. */
    LANE_UNFIT("lane-unfit", 409, "http_request_error"),
    /** No token came. */
    TOKEN_MISSING("token-missing", 401, "http_request_denied"),
    /** The token does not hold. */
    TOKEN_REFUSED("token-refused", 401, "http_request_denied"),
    /** A token of another audience. */
    WRONG_AUDIENCE("wrong-audience", 403, "http_request_denied"),
    /** A token without the scopes. */
    INSUFFICIENT_SCOPE("insufficient-scope", 403, "http_request_denied"),
    /** A caller without the role. */
    ROLE_MISSING("role-missing", 403, "http_request_denied"),
    /** An application without a subscription. */
    SUBSCRIPTION_MISSING("subscription-missing", 403, "http_request_denied"),
    /** A sign-in of too low an assurance. */
    ASSURANCE_TOO_LOW("assurance-too-low", 401, "http_request_denied"),
    /** A token that is bound to no key. */
    PROOF_REQUIRED("proof-required", 401, "http_request_denied"),
    /** A proof of possession that does not hold. */
    PROOF_REFUSED("proof-refused", 401, "http_request_denied"),
    /** No token for the department. */
    EXCHANGE_REFUSED("exchange-refused", 403, "http_request_denied"),
    /** A logout token that does not hold. */
    LOGOUT_REFUSED("logout-refused", 400, "http_request_error"),
    /** No room for another revocation. */
    TOO_MANY_REVOCATIONS("too-many-revocations", 503, "proxy_internal_error"),
    /** The issuer is not managed from here. */
    ISSUER_NOT_MANAGED("issuer-not-managed", 501, "proxy_internal_error"),
    /** Dry runs have no sandbox to go to. */
    NO_SANDBOX("no-sandbox", 501, "proxy_configuration_error"),
    /** As many dry runs are under way as there may be. */
    TOO_MANY_DRY_RUNS("too-many-dry-runs", 503, "http_request_denied"),
    /** A dry run of a route that is not composed. */
    NOT_COMPOSED("not-composed", 409, "http_request_error"),
    /** The issuer did not do what it was asked. */
    ISSUER_FAILED("issuer-failed", 502, "destination_unavailable"),
    /** No such application. */
    UNKNOWN_APPLICATION("unknown-application", 404, "destination_not_found"),
    /** The client id is taken. */
    APPLICATION_EXISTS("application-exists", 409, "http_request_error"),
    /** No route has the path. */
    UNKNOWN_PATH("unknown-path", 404, "destination_not_found"),
    /** No region on the way up has the affair. */
    NOT_OFFERED("not-offered", 404, "destination_not_found"),
    /** Another method is needed. */
    WRONG_METHOD("wrong-method", 405, "http_request_error"),
    /** The caller did not send its request in time. */
    REQUEST_TOO_SLOW("request-too-slow", 408, "http_request_error"),
    /** A body that the method is not meant to have. */
    CONTENT_TOO_LARGE("content-too-large", 413, "http_request_error"),
    /** Too long a target. */
    TARGET_TOO_LONG("target-too-long", 414, "http_request_error"),
    /** Too large a header section. */
    HEADERS_TOO_LARGE("headers-too-large", 431, "http_request_error"),
    /** Nothing in the cache, where nothing else will do. */
    NOT_CACHED("not-cached", 504, "proxy_internal_response"),
    /** None of the octets that are asked for. */
    RANGE_NOT_SATISFIABLE("range-not-satisfiable", 416, "proxy_internal_response"),
    /** A limit is used up. */
    LIMIT_EXCEEDED("limit-exceeded", 429, "http_request_denied"),
    /** There is no such policy. */
    UNKNOWN_POLICY("unknown-policy", 404, "destination_not_found"),
    /** There is no such version, override or limit. */
    UNKNOWN_ITEM("unknown-item", 404, "destination_not_found"),
    /** Somebody else would have to do this. */
    NOT_ALLOWED("not-allowed", 403, "http_request_denied"),
    /** The owner's bundle is changed in the directory of bundles. */
    OWNER_IN_DIRECTORY("owner-in-directory", 409, "http_request_error"),
    /** The revision, application or subscription is at another stage. */
    WRONG_STAGE("wrong-stage", 409, "http_request_error"),
    /** There are as many already as there may be. */
    TOO_MANY("too-many", 409, "http_request_error"),
    /** The node has no registry. */
    NO_REGISTRY("no-registry", 501, "proxy_configuration_error"),
    /** The registry's database does not answer. */
    REGISTRY_UNAVAILABLE("registry-unavailable", 503, "destination_unavailable"),
    /** What is to be changed has changed already. */
    STALE_VERSION("stale-version", 412, "http_request_error"),
    /** A change must say what it starts from. */
    VERSION_NEEDED("version-needed", 428, "http_request_error"),
    /** An answer is asked for in a form that there is not. */
    NOT_ACCEPTABLE("not-acceptable", 406, "http_request_error"),
    /** A document of another media type than is read. */
    WRONG_MEDIA_TYPE("wrong-media-type", 415, "http_request_error"),
    /** A document of more octets than are read. */
    DOCUMENT_TOO_LARGE("document-too-large", 413, "http_request_error"),
    /** Fields of a document are wrong. */
    DOCUMENT_REFUSED("document-refused", 422, "http_request_error"),
    /** The time that a request may take is over. */
    DEADLINE_EXCEEDED("deadline-exceeded", 504, "http_response_timeout"),
    /** The department has as many calls as it can take. */
    DEPARTMENT_BUSY("department-busy", 503, "connection_limit_reached"),
    /** The department's breakers are open. */
    DEPARTMENT_PAUSED("department-paused", 503, "destination_unavailable"),
    /** The department or route is under maintenance. */
    DEPARTMENT_IN_MAINTENANCE("department-in-maintenance", 503, "destination_unavailable"),
    /** Shared limits cannot be reached. */
    LIMITS_UNREACHABLE("limits-unreachable", 503, "destination_unavailable"),
    /** The department accepts no connection. */
    DEPARTMENT_REFUSED("department-unreachable", 502, "connection_refused"),
    /** No connection to the department stood in time. */
    DEPARTMENT_CONNECT_TIMEOUT("department-unreachable", 504, "connection_timeout"),
    /** The department's name or address leads nowhere. */
    DEPARTMENT_NO_ADDRESS("department-unreachable", 502, "dns_error"),
    /** The department's name leads to an address that operators do not allow. */
    DEPARTMENT_NOT_ALLOWED("department-unreachable", 502, "destination_ip_prohibited"),
    /** No TLS session with the department could be made. */
    DEPARTMENT_TLS("department-unreachable", 502, "tls_protocol_error"),
    /** The department closed the connection before its answer was complete. */
    DEPARTMENT_CLOSED("department-broke-off", 502, "connection_terminated"),
    /** The department sent something that is not HTTP. */
    DEPARTMENT_NONSENSE("department-nonsense", 502, "http_protocol_error"),
    /** The department's answer did not begin, or did not end, in time. */
    DEPARTMENT_SLOW("department-slow", 504, "http_response_timeout"),
    /** A department answered part of a call with an error. */
    ANSWERED_WITH_ERROR("answered-with-error", 502, "http_protocol_error"),
    /** A department's answer cannot be made part of another one. */
    UNREADABLE_ANSWER("unreadable-answer", 502, "http_protocol_error"),
    /** A composition calls what it cannot. */
    BRANCH_NOT_CALLABLE("branch-not-callable", 502, "proxy_configuration_error"),
    /** The request lacks a value. */
    INPUT_MISSING("input-missing", 400, "http_request_error"),
    /** An earlier part of the call lacks a value. */
    RESULT_MISSING("result-missing", 502, "destination_unavailable"),
    /** The request has a list that is too long. */
    INPUT_TOO_LONG("list-too-long", 400, "http_request_error"),
    /** An earlier part of the call has a list that is too long. */
    RESULT_TOO_LONG("list-too-long", 502, "http_protocol_error"),
    /** The request's body is too large. */
    BODY_TOO_LARGE("body-too-large", 413, "http_request_error"),
    /** The issuer's keys cannot be had. */
    IDENTITY_UNAVAILABLE("identity-unavailable", 503, "destination_unavailable"),
    /** A mistake of the gateway's own. */
    INTERNAL("internal", 500, "proxy_internal_error");

    private final String code;
    private final int status;
    private final String proxyError;

    ProblemKind(String code, int status, String proxyError) {
        this.code = code;
        this.status = status;
        this.proxyError = proxyError;
    }

    /** Returns the stable code that clients may rely on. */
    public String code() {
        return code;
    }

    /** Returns the HTTP status code. */
    public int status() {
        return status;
    }

    /** Returns the error type of RFC 9209 §2.3. */
    public String proxyError() {
        return proxyError;
    }
}
