package org.palmgateway.gateway.keycloak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.palmgateway.gateway.plane.TestGateway;

/**
 * A real Keycloak on a free port of 127.0.0.1, with the tests' realm. It runs from a home of its own, since Keycloak
 * writes its build and its database there; the jars in it are hard links, so that this costs no time.
 *
 * <p>After {@link #stop} and {@link #start} it is the same server: port, users, keys and sessions are kept. Its log is
 * {@code log.txt} beside the home. Not safe for use by several threads.
 */
public final class KeycloakServer implements AutoCloseable {

    private static final String ADMIN = "admin";
    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final Path home;
    private final Path log;
    private final int port = freePort();
    private final String password = UUID.randomUUID().toString();
    private final KeycloakCalls calls = new KeycloakCalls();
    private final Thread atExit = new Thread(this::endProcesses, "end of Keycloak");
    private volatile List<ProcessHandle> processes = List.of();

    private KeycloakServer(Path directory) {
        home = directory.resolve("home");
        log = directory.resolve("log.txt");
    }

    /**
     * Starts a Keycloak that nobody else uses.
     *
     * @param distribution the unpacked distribution, which is only read
     * @param directory where the server's home and log go, on the same file system
     */
    static KeycloakServer start(Path distribution, Path directory) {
        KeycloakServer server = new KeycloakServer(directory);
        try {
            copy(distribution, server.home);
            Path imports = Files.createDirectories(server.home.resolve("data/import"));
            Files.writeString(
                    imports.resolve(TestRealm.NAME + "-realm.json"), TestRealm.json(URI.create("http://127.0.0.1:9")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(server.atExit);
        server.start();
        return server;
    }

    /** The server's address, without a last slash. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The address of the tests' realm, which is its issuer identifier too. */
    public URI realm() {
        return URI.create(uri() + "/realms/" + TestRealm.NAME);
    }

    /** The admin interface, with all rights. */
    public KeycloakAdmin admin() {
        return KeycloakAdmin.bootstrap(uri(), ADMIN, password);
    }

    /** Starts the server and waits until the realm can be used. */
    public void start() {
        start(uri());
    }

    /** Starts the server for callers that know it by another address, and waits until the realm can be used. */
    public void start(URI knownAs) {
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        // The issuer is then the same by whatever host a caller comes.
                        "--hostname=" + knownAs,
                        "--hostname-backchannel-dynamic=true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("JAVA_OPTS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
        ProcessHandle shell;
        try {
            shell = builder.start().toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        processes = List.of(shell);
        if (!TestGateway.becomes(LONGEST_START, () -> !shell.isAlive() || isReady()) || !shell.isAlive()) {
            endProcesses();
            throw new IllegalStateException("Keycloak does not start, see " + log);
        }
    }

    /** Stops the server as an operator would, and keeps its data. */
    public void stop() {
        endProcesses();
    }

    /** Stops the server for good; the log stays. */
    @Override
    public void close() {
        endProcesses();
        Runtime.getRuntime().removeShutdownHook(atExit);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        try {
            URI discovery = URI.create(realm() + "/.well-known/openid-configuration");
            return calls.send(HttpRequest.newBuilder(discovery)).statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Ends the shell and what it has started: sometimes Java takes the shell's place, sometimes it is its child. */
    private void endProcesses() {
        List<ProcessHandle> all = processes.stream()
                .flatMap(shell -> Stream.concat(Stream.of(shell), shell.descendants()))
                .toList();
        processes = List.of();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                each.destroyForcibly();
            } catch (InterruptedException e) {
                each.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path distribution, Path home) throws IOException {
        Path jars = distribution.resolve("lib/lib");
        Path data = distribution.resolve("data");
        Files.walkFileTree(distribution, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                if (from.equals(data)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(home.resolve(distribution.relativize(from)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                Path to = home.resolve(distribution.relativize(from));
                if (from.startsWith(jars)) {
                    Files.createLink(to, from);
                } else {
                    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
