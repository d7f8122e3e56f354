package org.palmgateway.routes.bundle;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Answer;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.Caching;
import org.palmgateway.routes.model.ContractUse;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Life;
import org.palmgateway.routes.model.LocalText;
import org.palmgateway.routes.model.Origin;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.Route.WhenDown;
import org.palmgateway.routes.model.Timeouts;
import org.palmgateway.routes.path.PathPattern;
import org.palmgateway.routes.policy.Policy;
import org.palmgateway.routes.policy.PolicyReader;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.region.RegionTree;

/** Reads one route of a bundle whose departments are known. */
final class RouteReader {

    private final Map<String, Department> departments;
    private final boolean complete;
    private final ContractsReader contracts;
    private final RegionTree regions;
    private final String file;

    /** Makes a reader; departments are not complete when some could not be read, which has been noted already. */
    RouteReader(
            Map<String, Department> departments,
            boolean complete,
            ContractsReader contracts,
            RegionTree regions,
            String file) {
        this.departments = departments;
        this.complete = complete;
        this.contracts = contracts;
        this.regions = regions;
        this.file = file;
    }

    /** Returns the route, or null after having noted why there is none. */
    @Nullable
    Route read(FieldReader fields) {
        String id = fields.required("id", Scalars::id);
        LocalText name = DepartmentReader.name(fields);
        Department department = department(fields);
        String region = fields.has("region")
                ? fields.required("region", code -> DepartmentReader.region(code, regions))
                : department == null ? null : department.region();
        FieldReader match = fields.mapping("match");
        Set<String> methods = methods(match);
        PathPattern pattern = match.required("path", PathPattern::of);
        match.end();
        Access access = access(fields);
        Set<String> composedBy = fields.texts("composed-by", Scalars::id);
        @Nullable Answer answer = AnswerReader.read(fields, methods, pattern, access, department);
        Timeouts timeouts = timeouts(fields.mapping("timeouts"));
        WhenDown whenDown = fields.optional("when-down", WhenDown.FAIL, t -> Scalars.constant(WhenDown.class, t));
        Boolean webSocket = fields.optional("websocket", false, Scalars::bool);
        @Nullable Caching caching = CachingReader.read(fields, methods, access, department);
        Policy policy = PolicyReader.read(fields.mapping("policy"), Target.Kind.ROUTE);
        @Nullable ContractUse contract = contracts.use(fields, methods, pattern, answer);
        @Nullable Life life = LifeReader.read(fields.mapping("life"), pattern);
        fields.end();
        if (id == null || name == null || department == null || region == null || methods.isEmpty()) {
            return null;
        }
        if (pattern == null || access == null || answer == null) {
            return null;
        }
        if (timeouts == null || whenDown == null || webSocket == null || life == null) {
            return null;
        }
        Origin origin = new Origin(file, fields.line());
        return new Route(
                id,
                name,
                department.id(),
                region,
                methods,
                pattern,
                access,
                composedBy,
                answer,
                timeouts,
                whenDown,
                webSocket,
                caching,
                policy,
                contract,
                life,
                origin);
    }

    private @Nullable Department department(FieldReader fields) {
        boolean named = fields.has("department");
        if (!named && complete && departments.size() == 1) {
            return departments.values().iterator().next();
        }
        if (!complete) {
            return null;
        }
        return fields.required("department", id -> {
            Department department = departments.get(id);
            if (department == null) {
                throw new IllegalArgumentException("a department of this bundle: "
                        + String.join(
                                ", ", departments.keySet().stream().sorted().toList()));
            }
            return department;
        });
    }

    private static Set<String> methods(FieldReader match) {
        Set<String> methods = match.texts("methods", Scalars::method);
        if (methods.isEmpty() && match.isEmpty("methods")) {
            match.problem("methods", "", "a list of at least one method, such as [GET]");
        }
        return methods;
    }

    private static @Nullable Access access(FieldReader fields) {
        if (!fields.has("access")) {
            fields.problem("access", "", "a mapping with audience: public, citizen, official or governor");
            return null;
        }
        FieldReader access = fields.mapping("access");
        Audience audience = access.required("audience", t -> Scalars.constant(Audience.class, t));
        Set<String> scopes = access.texts("scopes", Scalars::token);
        Set<String> roles = access.texts("roles", Scalars::token);
        Integer assurance = access.optional("assurance", 0, RouteReader::assurance);
        Boolean dpop = access.optional("dpop", false, Scalars::bool);
        Boolean subscription = access.optional("subscription", false, RouteReader::subscription);
        access.end();
        if (assurance == null || dpop == null || subscription == null) {
            return null;
        }
        if (audience == Audience.PUBLIC
                && !(scopes.isEmpty() && roles.isEmpty() && assurance == 0 && !dpop && !subscription)) {
            access.problem(
                    "audience",
                    "public",
                    "another audience, or neither scopes, roles, assurance, dpop nor subscription: nobody can be asked for them");
            return null;
        }
        return audience == null ? null : new Access(audience, scopes, roles, assurance, dpop, subscription);
    }

    private static Boolean subscription(String text) {
        if (!text.equals("required") && !text.equals("none")) {
            throw new IllegalArgumentException("required or none");
        }
        return text.equals("required");
    }

    static Integer assurance(String text) {
        String expected = "a whole number from 0 to " + Access.HIGHEST_ASSURANCE;
        if (!text.matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException(expected);
        }
        return Integer.valueOf(text);
    }

    private static @Nullable Timeouts timeouts(FieldReader fields) {
        Duration connect = fields.optional("connect", Timeouts.DEFAULT.connect(), RouteReader::timeout);
        Duration firstByte = fields.optional("first-byte", Timeouts.DEFAULT.firstByte(), RouteReader::timeout);
        Duration response = fields.optional("response", Timeouts.DEFAULT.response(), RouteReader::timeout);
        fields.end();
        return connect == null || firstByte == null || response == null
                ? null
                : new Timeouts(connect, firstByte, response);
    }

    private static Duration timeout(String text) {
        Duration time = Scalars.duration(text);
        if (time.isZero() || time.compareTo(Timeouts.LONGEST) > 0) {
            throw new IllegalArgumentException("more than 0 and at most 24h");
        }
        return time;
    }
}
