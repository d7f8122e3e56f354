package org.palmgateway.auth.logout;

import java.util.List;
import org.palmgateway.auth.token.Issuer;

/**
 * An issuer that may end sessions here.
 *
 * @param issuer the issuer
 * @param clients the clients whose logout tokens are taken, by id; one that ends in {@code *} stands for all that begin so
 */
public record LogoutIssuer(Issuer issuer, List<String> clients) {

    /** Copies the clients. */
    public LogoutIssuer {
        clients = List.copyOf(clients);
    }

    boolean takes(List<String> audience) {
        return audience.stream().anyMatch(this::takes);
    }

    private boolean takes(String client) {
        for (String known : clients) {
            boolean fits = known.endsWith("*")
                    ? client.startsWith(known.substring(0, known.length() - 1))
                    : client.equals(known);
            if (fits) {
                return true;
            }
        }
        return false;
    }
}
