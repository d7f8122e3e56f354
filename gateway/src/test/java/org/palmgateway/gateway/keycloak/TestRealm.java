package org.palmgateway.gateway.keycloak;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.palmgateway.auth.keycloak.RealmTemplate;

/** The realm that tests sign in at: that of the product's template, with two departments. */
public final class TestRealm {

    public static final String NAME = "province";
    public static final String GATEWAY_CLIENT = "palm-gateway";
    public static final String GATEWAY_SECRET = "test-secret-of-the-gateway-0123456789";
    public static final String MOBILE_CLIENT = "palm-mobile";
    public static final URI MOBILE_REDIRECT = URI.create("example.palm.mobile:/signed-in");
    public static final String CONSOLE_CLIENT = "palm-console";
    public static final URI CONSOLE_REDIRECT = URI.create("http://127.0.0.1:8099/signed-in");
    public static final String HOUSING_FUND = "hz-housing-fund";
    public static final String EDUCATION = "nb-education";

    private TestRealm() {}

    /** The import file for a gateway that answers at the given address. */
    static String json(URI gateway) {
        return RealmTemplate.of(
                        NAME,
                        gateway,
                        List.of(MOBILE_REDIRECT),
                        List.of(CONSOLE_REDIRECT),
                        Map.of(HOUSING_FUND, "杭州市住房公积金中心", EDUCATION, "宁波市教育局"))
                .json(GATEWAY_SECRET);
    }
}
