package dev.tollgate.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLSocketFactory;

/** One HTTP/1.1 connection that is kept open: as little work for the client as possible, since it shares the machine. */
final class Connection implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;

    private final URI url;
    private Socket socket;
    private InputStream in;

    Connection(URI url) {
        this.url = url;
    }

    /** @param decisionId empty when the answer names no record */
    record Answer(int status, String decisionId, String body) {}

    /** @param request a whole request, head and body */
    Answer send(byte[] request) throws IOException {
        if (socket == null) {
            open();
        }
        try {
            socket.getOutputStream().write(request);
            return read();
        } catch (IOException broken) {
            close();
            throw broken;
        }
    }

    static byte[] request(URI url, String method, String path, String key, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n"
                + (key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n")
                + (bytes.length == 0
                        ? ""
                        : "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n")
                + "\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[headBytes.length + bytes.length];
        System.arraycopy(headBytes, 0, request, 0, headBytes.length);
        System.arraycopy(bytes, 0, request, headBytes.length, bytes.length);
        return request;
    }

    private void open() throws IOException {
        boolean tls = url.getScheme().equals("https");
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        socket =
                tls ? SSLSocketFactory.getDefault().createSocket(url.getHost(), port) : new Socket(url.getHost(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        in = new BufferedInputStream(socket.getInputStream(), 8_192);
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = 0;
        String decisionId = "";
        boolean last = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "tollgate-decision-id" -> decisionId = value;
                case "connection" -> last = value.equalsIgnoreCase("close");
                default -> {}
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (last) {
            close();
        }
        return new Answer(status, decisionId, body);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
