package org.palmgateway.bench.process;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.palmgateway.gateway.plane.Gateway;

/**
 * A gateway that answers questions about its memory.
 *
 * <p>Prints its data port and the time its start took, then one line of {@link Memory} for each line it reads, and stops at
 * the end of its input, so it never outlives the process that started it. Its lines bear a mark, since logs go to the same
 * output.
 */
public final class GatewayMain {

    static final String MARK = "@palm-bench ";

    private GatewayMain() {}

    /**
     * Runs until the input ends.
     *
     * @param arguments settings as {@code name=value}
     * @throws IOException when the input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, Object> properties = Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long started = System.nanoTime();
        try (MemorySampler memory = new MemorySampler();
                Gateway gateway = Gateway.start(properties)) {
            long millis = (System.nanoTime() - started) / 1_000_000;
            out.println(MARK + gateway.dataPort() + " " + millis);
            while (in.readLine() != null) {
                out.println(MARK + memory.take().line());
            }
        }
    }
}
