package org.palmgateway.bench.compare;

import java.io.IOException;

/**
 * Something to compare: a contestant, and what it is asked for.
 *
 * @param name what it is called in tables
 * @param contestant who is asked
 * @param load for what
 * @param times how many of the load's requests make up one of what is compared
 */
record Way(String name, Contestant contestant, Load load, int times) {

    static Way of(String name, Contestant contestant, Load load) {
        return new Way(name, contestant, load, 1);
    }

    /**
     * What a phase gave.
     *
     * @param micros processor time of the server's processes, in µs
     * @param perSecond how many in a second
     */
    record Cost(double micros, double perSecond) {}

    /**
     * Asks for one phase.
     *
     * @throws IOException when a request was not answered well
     */
    Cost measure(Server server, Phase phase) throws IOException {
        long before = server.processorTime().toNanos();
        return cost(server, before, load.run(server, phase));
    }

    private Cost cost(Server server, long before, Done done) {
        double micros = (server.processorTime().toNanos() - before) / 1e3 / done.asked();
        return new Cost(micros * times, done.perSecond() / times);
    }

    /**
     * Asks phase after phase until the server is warm, or was asked for as much as a profile allows. Meanwhile answers may fail: what is cold
     * may take longer than its own deadline. A phase in which one does is not a warm one.
     */
    void warmUp(Server server, Profile profile) throws IOException {
        Warmth warmth = new Warmth();
        boolean warm = false;
        for (int asked = 0;
                !warm && asked < profile.warmUp();
                asked += profile.phase().requests()) {
            long before = server.processorTime().toNanos();
            Done done = load.tolerant(server, profile.phase());
            warm = done.failed() == 0
                    && done.asked() > 0
                    && warmth.after(cost(server, before, done).micros());
        }
    }
}
