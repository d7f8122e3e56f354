package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A key with a certificate that it has signed itself.
 *
 * @param file the key store (PKCS #12)
 */
record Certificate(Path file) {

    private static final String PASSWORD = "benchmarks";

    /** Makes one for localhost, for elliptic curves, by {@code keytool}. */
    static Certificate make(Path directory) throws IOException {
        Path file = Files.createDirectories(directory).resolve("keys.p12");
        String said = Output.of(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "bench",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        if (!Files.exists(file)) {
            throw new IOException("keytool: " + said + " (expected: " + file + ")");
        }
        return new Certificate(file);
    }

    /** Returns the settings of Spring Boot by which a server speaks HTTP/2 over TLS 1.3 with it. */
    List<String> settings() {
        return List.of(
                "--server.ssl.key-store=" + file,
                "--server.ssl.key-store-password=" + PASSWORD,
                "--server.ssl.key-store-type=PKCS12",
                "--server.ssl.enabled-protocols=TLSv1.3",
                "--server.http2.enabled=true");
    }
}
