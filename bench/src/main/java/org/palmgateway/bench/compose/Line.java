package org.palmgateway.bench.compose;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A connection that is kept, for one request after the other. Reads only answers that tell their length. For one thread. */
public final class Line implements AutoCloseable {

    private static final int LONGEST_WAIT_MILLIS = 30_000;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final String fields;
    private byte[] buffer = new byte[512];

    /**
     * What was answered.
     *
     * @param head the status line and the fields
     * @param body the body
     */
    public record Answer(String head, String body) {

        /** Returns whether it is 200. */
        public boolean isOk() {
            return head.startsWith("HTTP/1.1 200 ");
        }

        /** Returns the value of a field; empty when there is none. */
        String field(String name) {
            String wanted = name.toLowerCase(Locale.ROOT) + ":";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
                    .map(line -> line.substring(wanted.length()).trim())
                    .findFirst()
                    .orElse("");
        }
    }

    Line(String gateway) throws IOException {
        this(gateway, "Accept: application/json");
    }

    /**
     * Connects.
     *
     * @param gateway base URL of a server on this machine
     * @param field a header field that every request has besides Host, as a line
     * @throws IOException when nobody listens
     */
    public Line(String gateway, String field) throws IOException {
        this.fields = " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + field + "\r\n\r\n";
        this.socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(gateway).getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @throws IOException when there is none within 30 s, or none that tells its length
     */
    public Answer get(String path) throws IOException {
        send(path);
        return receive();
    }

    /** Sends a request. */
    void send(String path) throws IOException {
        socket.getOutputStream().write(("GET " + path + fields).getBytes(StandardCharsets.US_ASCII));
    }

    private Answer receive() throws IOException {
        int filled = 0;
        String text = "";
        int end = -1;
        while (end < 0) {
            filled = more(filled);
            text = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
            end = text.indexOf(END_OF_HEAD);
        }
        Answer head = new Answer(text.substring(0, end), "");
        String length = head.field("Content-Length");
        if (length.isEmpty()) {
            throw new IOException("answer: " + head.head() + " (expected: one with Content-Length)");
        }
        int whole = end + END_OF_HEAD.length() + Integer.parseInt(length);
        while (filled < whole) {
            filled = more(filled);
        }
        return new Answer(
                head.head(),
                new String(buffer, end + END_OF_HEAD.length(), Integer.parseInt(length), StandardCharsets.UTF_8));
    }

    private int more(int filled) throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        InputStream in = socket.getInputStream();
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("The gateway closed the connection.");
        }
        return filled + read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
