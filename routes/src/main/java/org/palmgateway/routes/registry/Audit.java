package org.palmgateway.routes.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.audit.AuditChain;
import org.palmgateway.routes.audit.AuditEntry;

/** Shows and verifies what was recorded. Safe for any number of threads. */
public final class Audit {

    private static final int AT_ONCE = 1000;

    private final RegistryDatabase database;
    private final AuditTable table;
    private final Permissions permissions;

    Audit(RegistryDatabase database, AuditTable table, Permissions permissions) {
        this.database = database;
        this.table = table;
        this.permissions = permissions;
    }

    /**
     * What verifying found.
     *
     * @param entries how many entries there are
     * @param last hash of the last, to be compared with what is known of it from elsewhere
     * @param problems what is wrong with the chain; empty when it is whole
     */
    public record Verified(long entries, String last, List<String> problems) {
        /** Copies the problems. */
        public Verified {
            problems = List.copyOf(problems);
        }
    }

    /** Returns entries in their order. */
    public List<AuditEntry> after(long position, int limit, Actor actor) {
        permissions.seesEverything(actor);
        return database.read(() -> table.after(position, limit));
    }

    /** Goes along the whole chain. */
    public Verified verify(Actor actor) {
        permissions.seesEverything(actor);
        AuditChain chain = new AuditChain();
        List<String> problems = new ArrayList<>();
        @Nullable AuditEntry last = null;
        long entries = 0;
        List<AuditEntry> some;
        do {
            long from = last == null ? 0 : last.position();
            some = database.read(() -> table.after(from, AT_ONCE));
            for (AuditEntry entry : some) {
                Optional<String> wrong = chain.follow(entry);
                wrong.filter(problem -> problems.size() < AT_ONCE).ifPresent(problems::add);
                last = entry;
                entries++;
            }
        } while (some.size() == AT_ONCE);
        return new Verified(entries, last == null ? AuditChain.BEGINNING : last.hash(), problems);
    }
}
