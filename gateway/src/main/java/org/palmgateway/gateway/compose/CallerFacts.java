package org.palmgateway.gateway.compose;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.auth.passport.Recipient;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.forward.Introduction;
import org.palmgateway.routes.model.Department;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What compositions know of the caller: to decide by, everything; to send to a department, what its passport would tell it.
 *
 * <p>Safe for any number of threads.
 */
final class CallerFacts {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Passports passports;

    CallerFacts(Passports passports) {
        this.passports = passports;
    }

    /** Returns all that is known; missing when nobody said who is calling. */
    static JsonNode all(@Nullable Principal principal) {
        return principal == null
                ? MissingNode.getInstance()
                : node(principal, principal.subject(), principal.claims().keySet());
    }

    /** Returns what a department gets to see; missing when nobody said who is calling. */
    JsonNode seenBy(Department department, @Nullable Principal principal) {
        if (principal == null) {
            return MissingNode.getInstance();
        }
        Recipient recipient = Introduction.recipient(department);
        return node(principal, passports.subject(principal, recipient), recipient.claims());
    }

    private static JsonNode node(Principal principal, String subject, Set<String> claims) {
        ObjectNode caller = MAPPER.createObjectNode();
        caller.put("subject", subject);
        caller.put("application", principal.application());
        caller.put("audience", principal.audience());
        caller.set("roles", array(principal.roles()));
        caller.set("scopes", array(principal.scopes()));
        caller.set("claims", MAPPER.valueToTree(principal.claims(claims)));
        return caller;
    }

    private static JsonNode array(Collection<String> values) {
        return MAPPER.valueToTree(values.stream().sorted().toList());
    }
}
