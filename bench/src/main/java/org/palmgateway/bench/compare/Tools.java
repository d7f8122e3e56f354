package org.palmgateway.bench.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What has to be installed beside Java, and what the machine gives. */
final class Tools {

    private static final List<Path> DIRECTORIES = Stream.of(
                    "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/opt/homebrew/bin")
            .map(Path::of)
            .toList();

    private record Tool(String command, String debianPackage) {}

    private static final List<Tool> NEEDED = List.of(
            new Tool("h2load", "nghttp2-client"),
            new Tool("wrk", "wrk"),
            new Tool("nginx", "nginx-light"),
            new Tool("redis-server", "redis-server"));

    private Tools() {}

    /** Returns what is missing and how to install it, in words; empty when everything is there. */
    static Optional<String> missing() {
        List<Tool> missing =
                NEEDED.stream().filter(tool -> find(tool.command()).isEmpty()).toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("missing: " + String.join(", ", names(missing))
                        + " (expected: installed, on Debian by: apt-get install "
                        + String.join(
                                " ", missing.stream().map(Tool::debianPackage).toList())
                        + ")");
    }

    private static List<String> names(List<Tool> tools) {
        return tools.stream().map(Tool::command).toList();
    }

    /** Returns where a command is. */
    static String path(String command) throws IOException {
        return find(command)
                .orElseThrow(() -> new IOException(command + ": not found (expected: installed)"))
                .toString();
    }

    private static Optional<Path> find(String command) {
        return DIRECTORIES.stream()
                .map(directory -> directory.resolve(command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Returns a port of the loopback address that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
