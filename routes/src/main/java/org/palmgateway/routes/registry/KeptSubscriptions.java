package org.palmgateway.routes.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.store.BundleFile;
import org.palmgateway.routes.store.LastGood;
import org.palmgateway.routes.subscription.Grant;

/** Keeps on disk which subscriptions hold, so that a node boots with them without its database. Not safe for several threads. */
final class KeptSubscriptions {

    private static final String NAME = "subscriptions";

    private final LastGood lastGood;

    KeptSubscriptions(Path directory) {
        this.lastGood = new LastGood(directory);
    }

    Set<Grant> read() throws IOException {
        Set<Grant> grants = new HashSet<>();
        try {
            for (BundleFile file : lastGood.read().files()) {
                file.text().lines().map(KeptSubscriptions::grant).forEach(grants::add);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("not a list of subscriptions", e);
        }
        return grants;
    }

    void write(long sequence, Collection<Grant> grants) throws IOException {
        String text = grants.stream().map(KeptSubscriptions::line).collect(Collectors.joining());
        BundleFile file = new BundleFile(NAME, NAME, text);
        lastGood.write(sequence, Map.of(file.digest(), NAME), List.of(file));
    }

    /** None of the parts has a tab: the issuer is an address, the others are ids. */
    private static String line(Grant grant) {
        return String.join(
                        "\t", grant.issuer(), grant.client(), grant.owner(), Scalars.word(grant.kind()), grant.item())
                + "\n";
    }

    private static Grant grant(String line) {
        List<String> parts = List.of(line.split("\t", -1));
        return new Grant(
                parts.get(0),
                parts.get(1),
                parts.get(2),
                Scalars.constant(Grant.Kind.class, parts.get(3)),
                parts.get(4));
    }
}
