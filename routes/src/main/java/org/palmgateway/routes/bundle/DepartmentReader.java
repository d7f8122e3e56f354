package org.palmgateway.routes.bundle;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Department.PassportKind;
import org.palmgateway.routes.model.Department.SubjectKind;
import org.palmgateway.routes.model.LocalText;
import org.palmgateway.routes.model.Origin;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.Policy;
import org.palmgateway.routes.policy.PolicyReader;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.region.RegionTree;

/** Reads one department and its upstreams. */
final class DepartmentReader {

    private static final Set<String> IN_EVERY_PASSPORT =
            Set.of("iss", "aud", "sub", "iat", "nbf", "exp", "jti", "audience", "application", "acr", "roles", "scope");

    private final RegionTree regions;
    private final UpstreamHosts hosts;
    private final String file;

    DepartmentReader(RegionTree regions, UpstreamHosts hosts, String file) {
        this.regions = regions;
        this.hosts = hosts;
        this.file = file;
    }

    /** Returns the department, or null after having noted why there is none. */
    @Nullable
    Department read(FieldReader fields) {
        String id = fields.required("id", Scalars::id);
        LocalText name = name(fields);
        String region = fields.required("region", code -> region(code, regions));
        PassportKind passport =
                fields.optional("passport", PassportKind.SIGNED, t -> Scalars.constant(PassportKind.class, t));
        SubjectKind subject =
                fields.optional("subject", SubjectKind.PAIRWISE, t -> Scalars.constant(SubjectKind.class, t));
        Set<String> claims = fields.texts("claims", DepartmentReader::claim);
        List<Upstream> upstreams = upstreams(fields);
        Policy policy = PolicyReader.read(fields.mapping("policy"), Target.Kind.DEPARTMENT);
        fields.end();
        if (id == null
                || name == null
                || region == null
                || passport == null
                || subject == null
                || upstreams.isEmpty()) {
            return null;
        }
        Origin origin = new Origin(file, fields.line());
        return new Department(id, name, region, passport, subject, claims, upstreams, policy, origin);
    }

    private static String claim(String name) {
        if (IN_EVERY_PASSPORT.contains(name)) {
            throw new IllegalArgumentException(
                    "a claim that passports do not carry or withhold by themselves, so none of "
                            + String.join(
                                    ", ", IN_EVERY_PASSPORT.stream().sorted().toList()));
        }
        return Scalars.token(name);
    }

    static @Nullable LocalText name(FieldReader fields) {
        if (!fields.has("name")) {
            fields.problem("name", "", "a mapping with zh and en");
            return null;
        }
        FieldReader texts = fields.mapping("name");
        String zh = texts.required("zh", String::strip);
        String en = texts.required("en", String::strip);
        texts.end();
        return zh == null || en == null ? null : new LocalText(zh, en);
    }

    static String region(String code, RegionTree regions) {
        if (regions.region(code).isEmpty()) {
            throw new IllegalArgumentException("a six-digit GB/T 2260 code of this province, such as 330106");
        }
        return code;
    }

    private List<Upstream> upstreams(FieldReader fields) {
        List<Upstream> upstreams = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<FieldReader> mappings = fields.mappings("upstreams");
        if (mappings.isEmpty()) {
            fields.problem("upstreams", "", "a list of at least one upstream with id and url");
        }
        for (FieldReader upstream : mappings) {
            String id = upstream.required("id", Scalars::id);
            URI url = upstream.required("url", Scalars::uri);
            upstream.end();
            if (id != null && !ids.add(id)) {
                upstream.problem("id", id, "an id that the department's other upstreams do not have");
            }
            if (id != null && url != null) {
                add(upstreams, id, url, upstream);
            }
        }
        return upstreams;
    }

    private void add(List<Upstream> upstreams, String id, URI url, FieldReader fields) {
        try {
            upstreams.add(new Upstream(id, url, hosts.isGuarded()));
        } catch (IllegalArgumentException e) {
            fields.problem("url", url.toString(), Upstream.EXPECTED);
            return;
        }
        try {
            hosts.check(url);
        } catch (IllegalArgumentException e) {
            fields.problem("url", url.toString(), String.valueOf(e.getMessage()));
        }
    }
}
