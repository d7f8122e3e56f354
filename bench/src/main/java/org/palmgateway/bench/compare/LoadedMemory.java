package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory servers take once they are warm: resident, and then what of the heap is in use after a collection.
 *
 * @param name what it is called
 * @param ways who is asked for what
 */
record LoadedMemory(String name, List<Way> ways) implements Scenario {

    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    /** Copies the list. */
    LoadedMemory {
        ways = List.copyOf(ways);
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (Way way : ways) {
            try (Server server = way.contestant().start(stage)) {
                way.warmUp(server, stage.profile());
                figures.add(mega("resident", way, server.residentMemory()));
                figures.add(mega("heap in use", way, heap(server)));
            }
        }
        return figures;
    }

    private static Figure mega(String what, Way way, long octets) {
        return Figure.of(what + ", " + way.name(), "MB", 0, List.of(octets / 1e6));
    }

    /** A histogram of classes counts what is reachable; the virtual machine collects all garbage before. */
    private static long heap(Server server) throws IOException {
        String said = Output.of(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.process().pid()),
                "GC.class_histogram"));
        Matcher total = TOTAL.matcher(said);
        if (!total.find()) {
            throw new IOException("jcmd: " + said + " (expected: a histogram)");
        }
        return Long.parseLong(total.group(1));
    }
}
