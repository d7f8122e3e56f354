package org.palmgateway.bench.allocation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A department with a thread for each connection, none of them an event loop: what it allocates is not taken for the gateway's. */
final class PlainDepartment implements AutoCloseable {

    private static final String BODY = "{\"affairs\":[\"" + "x".repeat(935) + "\"]}";
    private static final byte[] ANSWER = ("""
            HTTP/1.1 200 OK\r
            Date: Wed, 25 Nov 2026 06:00:00 GMT\r
            Content-Type: application/json\r
            Content-Length: %d\r
            Cache-Control: no-cache\r
            ETag: "5f3c2a1b9d8e7f60"\r
            Vary: Accept-Language\r
            X-Content-Type-Options: nosniff\r
            \r
            """.formatted(BODY.length()) + BODY).getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads =
            Executors.newCachedThreadPool(task -> new Thread(task, "palm-bench-department"));

    PlainDepartment() throws IOException {
        threads.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                // Closed.
                return;
            }
        }
    }

    private static void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = connection.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    out.write(ANSWER);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
