package org.palmgateway.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.palmgateway.gateway.plane.Gateway;
import org.palmgateway.sandbox.department.Departments;
import org.palmgateway.sandbox.identity.IdentityProvider;

/**
 * The whole province, running in this process: departments, identity provider, gateway.
 *
 * <p>Everything but the gateway's data plane listens on the loopback address only.
 */
public final class Sandbox implements AutoCloseable {

    /** The port that the bundles of the demo name in their upstreams. */
    private static final String PORT_IN_BUNDLES = "127.0.0.1:9100";

    /** Long enough to see that it is asked for, and short enough to see the end. */
    private static final String NOTICE = "1m";

    private static final String DEMO_SECRET = "for the demo only: everyone can read this secret";

    private final Departments departments;
    private final Mock mock;
    private final IdentityProvider identity;
    private final Gateway gateway;

    private Sandbox(Departments departments, Mock mock, IdentityProvider identity, Gateway gateway) {
        this.departments = departments;
        this.mock = mock;
        this.identity = identity;
        this.gateway = gateway;
    }

    /**
     * Which ports to listen on; 0 means any free one.
     *
     * @param data the gateway's data plane
     * @param admin the gateway's admin plane
     * @param identity the identity provider
     * @param departments all departments
     * @param mock what answers in the place of departments while drafts are tried
     */
    public record Ports(int data, int admin, int identity, int departments, int mock) {}

    /**
     * Starts the province.
     *
     * @param ports the ports to listen on
     * @param bundles the directory of bundles; used as it is when the departments listen where the bundles say, else copied
     * @param work a directory for what the gateway keeps
     * @param settings further settings of the gateway
     * @param arguments the command line, which wins over everything else
     * @return the running province
     * @throws IOException when the bundles cannot be read or copied
     */
    public static Sandbox start(Ports ports, Path bundles, Path work, Map<String, Object> settings, String... arguments)
            throws IOException {
        AtomicInteger dataPort = new AtomicInteger(ports.data());
        IdentityProvider identity = IdentityProvider.start(ports.identity());
        try {
            Departments departments = Departments.start(
                    ports.departments(),
                    () -> URI.create("http://127.0.0.1:" + dataPort.get() + "/.well-known/jwks.json"));
            Mock mock = Mock.start(ports.mock());
            try {
                Map<String, Object> all = new HashMap<>(settings);
                all.put(
                        "palm.bundles.directory",
                        directory(bundles, work, departments.port()).toString());
                all.put("palm.bundles.state", work.resolve("last-good").toString());
                all.put("palm.policies.directory", work.resolve("policies").toString());
                all.put(
                        "palm.registry.url",
                        "jdbc:h2:file:" + work.resolve("registry").toAbsolutePath());
                all.put(
                        "palm.registry.state",
                        work.resolve("registry-last-good").toString());
                all.put("palm.data-plane.port", ports.data());
                all.put("palm.admin.port", ports.admin());
                all.put("palm.identity.issuers[0].uri", identity.issuer().toString());
                all.put("palm.identity.issuers[0].client.secret", identity.gatewaySecret());
                all.put(
                        "palm.identity.issuers[0].client.realm",
                        identity.realm().toString());
                all.put("palm.identity.passport.pairwise-secret", DEMO_SECRET);
                all.put("palm.registry.mock", mock.uri().toString());
                all.put("palm.registry.notice", NOTICE);
                all.put("palm.registry.allowed-upstreams", "127.0.0.0/8");
                all.put("palm.compose.sandbox", "http://127.0.0.1:" + departments.port());
                Gateway gateway = Gateway.start(all, arguments);
                dataPort.set(gateway.dataPort());
                return new Sandbox(departments, mock, identity, gateway);
            } catch (IOException | RuntimeException e) {
                mock.close();
                departments.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            identity.close();
            throw e;
        }
    }

    /** Returns a directory of bundles whose upstreams are where the departments listen. */
    private static Path directory(Path bundles, Path work, int port) throws IOException {
        String actual = "127.0.0.1:" + port;
        if (actual.equals(PORT_IN_BUNDLES)) {
            return bundles;
        }
        Path copies = Files.createDirectories(work.resolve("bundles"));
        List<Path> files;
        try (Stream<Path> listing = Files.list(bundles)) {
            files = listing.toList();
        }
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.UTF_8).replace(PORT_IN_BUNDLES, actual);
            Files.writeString(copies.resolve(String.valueOf(file.getFileName())), text, StandardCharsets.UTF_8);
        }
        return copies;
    }

    /** Returns the departments. */
    public Departments departments() {
        return departments;
    }

    /** Returns the address of what answers in the place of departments while drafts are tried. */
    public URI mock() {
        return mock.uri();
    }

    /** Returns the identity provider. */
    public IdentityProvider identity() {
        return identity;
    }

    /** Returns the gateway. */
    public Gateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        gateway.close();
        mock.close();
        departments.close();
        identity.close();
    }
}
