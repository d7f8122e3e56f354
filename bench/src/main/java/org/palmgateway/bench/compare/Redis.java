package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Redis that keeps nothing on disk. */
final class Redis {

    private Redis() {}

    /** Starts it. */
    static Server start(Path directory) throws IOException {
        Files.createDirectories(directory);
        int port = Tools.freePort();
        return Server.onPort(
                List.of(
                        Tools.path("redis-server"),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--dir",
                        directory.toString()),
                port,
                directory.resolve("log"));
    }
}
