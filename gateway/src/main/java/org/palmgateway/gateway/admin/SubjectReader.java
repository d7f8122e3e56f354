package org.palmgateway.gateway.admin;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.limit.Subject;
import org.palmgateway.gateway.settings.AddressRange;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.policy.Dimension;

/**
 * Reads one subject of a limit: a value for each thing that the limit counts separately. A citizen is issuer and subject with a space
 * between them; {@code citizen-at} and {@code application-at} hold the address of a caller without a token.
 */
final class SubjectReader {

    private SubjectReader() {}

    /** Returns the subject, or null after having noted why there is none. */
    static @Nullable Subject read(FieldReader fields, Set<Dimension> per) {
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        String address = "";
        boolean complete = true;
        for (Dimension dimension : per) {
            boolean byAddress = (dimension == Dimension.CITIZEN || dimension == Dimension.APPLICATION)
                    && fields.has(dimension.word() + "-at");
            String word = dimension.word() + (byAddress ? "-at" : "");
            @Nullable String value = fields.required(word, text -> checked(dimension, byAddress, text));
            if (value == null) {
                complete = false;
            } else if (byAddress || dimension == Dimension.ADDRESS) {
                if (!address.isEmpty() && !address.equals(value)) {
                    fields.problem(word, value, "the same address as before");
                    complete = false;
                }
                address = value;
            } else {
                values.put(dimension, value);
            }
        }
        fields.end();
        return complete ? subject(values, address) : null;
    }

    /** What nobody can be called is a slip of the pen, which must not look as if a bucket had been filled. */
    private static String checked(Dimension dimension, boolean byAddress, String value) {
        if (dimension == Dimension.CITIZEN && !byAddress && !value.matches("\\S+ .+")) {
            throw new IllegalArgumentException("the issuer and the subject with a space between them");
        }
        if ((dimension == Dimension.ADDRESS || byAddress)
                && AddressRange.address(value).isEmpty()) {
            throw new IllegalArgumentException("an address such as 10.0.0.7 or 2001:db8::7");
        }
        return value;
    }

    private static Subject subject(Map<Dimension, String> values, String address) {
        @Nullable String citizen = values.get(Dimension.CITIZEN);
        int space = citizen == null ? -1 : citizen.indexOf(' ');
        return new Subject(
                citizen == null ? null : new Subject.Citizen(citizen.substring(0, space), citizen.substring(space + 1)),
                values.get(Dimension.APPLICATION),
                address,
                Objects.requireNonNullElse(values.get(Dimension.DEPARTMENT), ""),
                Objects.requireNonNullElse(values.get(Dimension.ROUTE), ""),
                Objects.requireNonNullElse(values.get(Dimension.REGION), ""));
    }
}
