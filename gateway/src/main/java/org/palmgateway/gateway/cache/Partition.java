package org.palmgateway.gateway.cache;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Department.PassportKind;

/** Who shares what is kept: exactly what the cache's audience says. Parts of it are never joined into a text, so none can pose as another. */
sealed interface Partition {

    /** Octets of a text beyond its characters, about: header, array header, reference. */
    int PER_TEXT = 56;

    /** Octets of a value that is no text, of a collection beyond its members, and of a record beyond its texts, about. */
    int PER_OBJECT = 48;

    /** Returns about how many octets of memory this takes; the issuer is one text for all its callers. */
    int octets();

    /** Everyone. */
    record Everyone() implements Partition {
        static final Everyone INSTANCE = new Everyone();

        @Override
        public int octets() {
            return 0;
        }
    }

    /**
     * Whoever asks for the same region.
     *
     * @param requested code of the region that is asked for
     */
    record Region(String requested) implements Partition {
        @Override
        public int octets() {
            return PER_OBJECT + Partition.octets(requested);
        }
    }

    /**
     * Whoever calls by the same application.
     *
     * @param issuer the issuer that knows the application
     * @param client its client id
     * @param audience the audience of its tokens
     */
    record Application(String issuer, String client, String audience) implements Partition {
        @Override
        public int octets() {
            return PER_OBJECT + Partition.octets(client) + Partition.octets(audience);
        }
    }

    /**
     * One caller, as far as its department can tell it from others: all that a passport says but the time. So the same person with fewer
     * scopes is not answered with what was made for one with more.
     *
     * @param issuer the issuer that knows the caller
     * @param subject the caller
     * @param audience the audience of the token
     * @param application the application
     * @param assurance the class of the sign-in
     * @param session the session, for a department that is sent a token which may tell it; empty for others
     * @param roles the caller's roles
     * @param scopes the token's scopes
     * @param claims the claims that the department is entitled to
     * @param requested code of the region that is asked for, which the department is told
     */
    record User(
            String issuer,
            String subject,
            String audience,
            String application,
            String assurance,
            String session,
            Set<String> roles,
            Set<String> scopes,
            Map<String, Object> claims,
            String requested)
            implements Partition {

        static User of(Principal principal, Department department, String requested) {
            return new User(
                    principal.issuer(),
                    principal.subject(),
                    principal.audience(),
                    principal.application(),
                    principal.assurance(),
                    department.passport() == PassportKind.EXCHANGE ? principal.session() : "",
                    principal.roles(),
                    principal.scopes(),
                    principal.claims(department.claims()),
                    requested);
        }

        @Override
        public int octets() {
            return 2 * PER_OBJECT
                    + Partition.octets(subject)
                    + Partition.octets(audience)
                    + Partition.octets(application)
                    + Partition.octets(assurance)
                    + Partition.octets(session)
                    + Partition.octets(roles)
                    + Partition.octets(scopes)
                    + Partition.octets(claims);
        }
    }

    /**
     * The person whose changes make it out of date: a change that one caller makes is no reason to forget what was kept for others.
     *
     * @param issuer the issuer that knows the caller
     * @param subject the caller
     */
    record Person(String issuer, String subject) {}

    /** Returns about how many octets a JSON value takes. */
    private static int octets(Object value) {
        if (value instanceof String text) {
            return PER_TEXT + text.length();
        }
        int octets = PER_OBJECT;
        if (value instanceof Collection<?> array) {
            for (Object member : array) {
                octets += octets(member);
            }
        } else if (value instanceof Map<?, ?> object) {
            for (Map.Entry<?, ?> member : object.entrySet()) {
                octets += octets(member.getKey()) + octets(member.getValue());
            }
        }
        return octets;
    }
}
