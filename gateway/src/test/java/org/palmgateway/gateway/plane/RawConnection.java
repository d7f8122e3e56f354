package org.palmgateway.gateway.plane;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A plain socket, for requests that no HTTP client would send. */
public final class RawConnection implements AutoCloseable {

    private final Socket socket;

    public RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
    }

    /** Sends octets as they are. */
    public RawConnection send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Tells whether this side has closed the connection. */
    public boolean isClosed() {
        return socket.isClosed();
    }

    /** Reads until the peer closes the connection; fails after 10 s of silence. */
    public String readAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] chunk = new byte[8192];
        try {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                all.write(chunk, 0, n);
            }
        } catch (java.net.SocketException reset) {
            all.write("[reset]".getBytes(StandardCharsets.ISO_8859_1));
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Reads until a text, ending with its last octet, has come so many times; fails after 10 s of silence. */
    public void awaitText(String text, int times) throws IOException {
        StringBuilder read = new StringBuilder();
        for (int seen = 0; seen < times; ) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new IOException("closed after: " + read);
            }
            read.append((char) octet);
            if (read.toString().endsWith(text)) {
                seen++;
            }
        }
    }

    /** Sends one request that asks for the connection to be closed, and returns the whole answer. */
    public static String get(int port, String target, String... fieldLines) throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            StringBuilder request =
                    new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: palm\r\nConnection: close\r\n");
            for (String line : fieldLines) {
                request.append(line).append("\r\n");
            }
            return connection.send(request + "\r\n").readAll();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
