package org.palmgateway.routes.index;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.palmgateway.routes.model.Access;
import org.palmgateway.routes.model.Answer;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Department.PassportKind;
import org.palmgateway.routes.model.Department.SubjectKind;
import org.palmgateway.routes.model.Life;
import org.palmgateway.routes.model.LocalText;
import org.palmgateway.routes.model.Origin;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.Timeouts;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.path.PathPattern;
import org.palmgateway.routes.policy.Policy;

/** Builds compiled routes of which only the match matters. */
public final class TestRoutes {

    private static final Upstream UPSTREAM = new Upstream("main", URI.create("http://127.0.0.1:1"));
    private static final LocalText NAME = new LocalText("名", "name");

    private TestRoutes() {}

    public static CompiledRoute route(String id, String region, Set<String> methods, String pattern) {
        Department department = new Department(
                "d",
                NAME,
                "330000",
                PassportKind.SIGNED,
                SubjectKind.PAIRWISE,
                Set.of(),
                List.of(UPSTREAM),
                Policy.NONE,
                new Origin("test.yaml", 1));
        PathPattern path = PathPattern.of(pattern);
        Route route = new Route(
                id,
                NAME,
                "d",
                region,
                methods,
                path,
                Access.OPEN,
                Set.of(),
                new Answer.Forwarded(List.of("main"), path, null),
                Timeouts.DEFAULT,
                Route.WhenDown.FAIL,
                false,
                null,
                Policy.NONE,
                null,
                Life.OPEN_ENDED,
                new Origin("test.yaml", 1));
        return new CompiledRoute("owner", route, department, List.of(UPSTREAM), List.of());
    }
}
