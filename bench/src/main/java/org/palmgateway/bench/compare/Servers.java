package org.palmgateway.bench.compare;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The contestants of one scenario while they run, each once. */
final class Servers implements AutoCloseable {

    private final Map<Contestant, Server> running = new LinkedHashMap<>();

    private Servers() {}

    /** Starts them; when one does not start, the others are stopped. */
    static Servers start(Stage stage, List<? extends Contestant> contestants) throws IOException {
        Servers servers = new Servers();
        try {
            for (Contestant contestant : contestants) {
                if (!servers.running.containsKey(contestant)) {
                    servers.running.put(contestant, contestant.start(stage));
                }
            }
        } catch (IOException e) {
            servers.close();
            throw e;
        }
        return servers;
    }

    Server of(Contestant contestant) {
        return Objects.requireNonNull(running.get(contestant), "not started");
    }

    @Override
    public void close() {
        running.values().forEach(Server::close);
    }
}
