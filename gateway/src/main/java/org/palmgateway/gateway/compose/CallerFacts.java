package org.palmgateway.gateway.compose;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.auth.passport.Recipient;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.forward.Introduction;
import org.palmgateway.routes.model.Department;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/**
 * What compositions know of the caller: to decide by, everything; to send to a department, what its passport would tell it.
 *
 * <p>Each fact is made only where a template asks for it, which few do. Safe for any number of threads.
 */
final class CallerFacts {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Passports passports;

    CallerFacts(Passports passports) {
        this.passports = passports;
    }

    /** Finds whatever is known; missing when nobody said who is calling. */
    static Function<String, JsonNode> all(@Nullable Principal principal) {
        return name -> principal == null
                ? MissingNode.getInstance()
                : node(name, principal, principal.subject(), principal.claims());
    }

    /** Finds what a department gets to see; missing when nobody said who is calling. */
    Function<String, JsonNode> seenBy(Department department, @Nullable Principal principal) {
        return name -> {
            if (principal == null) {
                return MissingNode.getInstance();
            }
            Recipient recipient = Introduction.recipient(department);
            return node(name, principal, passports.subject(principal, recipient), principal.claims(recipient.claims()));
        };
    }

    private static JsonNode node(String name, Principal principal, String subject, Map<String, Object> claims) {
        return switch (name) {
            case "subject" -> StringNode.valueOf(subject);
            case "application" -> StringNode.valueOf(principal.application());
            case "audience" -> StringNode.valueOf(principal.audience());
            case "roles" -> array(principal.roles());
            case "scopes" -> array(principal.scopes());
            case "claims" -> MAPPER.valueToTree(claims);
            default -> MissingNode.getInstance();
        };
    }

    private static JsonNode array(Collection<String> values) {
        return MAPPER.valueToTree(values.stream().sorted().toList());
    }
}
