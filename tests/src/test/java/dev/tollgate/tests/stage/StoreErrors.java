package dev.tollgate.tests.stage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Answers the requests of one connection with an error of DynamoDB's, in DynamoDB's place. */
final class StoreErrors {
    private static final String LENGTH = "\r\ncontent-length:";

    private final OutputStream client;
    private final StringBuilder request = new StringBuilder();

    StoreErrors(OutputStream client) {
        this.client = client;
    }

    /**
     * Takes a part of a request, and answers when it is whole.
     *
     * @param part of the request, a character for each byte
     * @param type the error's name
     */
    void take(String part, String type) throws IOException {
        request.append(part);
        int body = request.indexOf("\r\n\r\n") + 4;
        if (body < 4 || request.length() < body + bodyLength(body)) {
            return;
        }
        request.setLength(0);
        String answer = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"not now\"}";
        String head = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: "
                + answer.length() + "\r\n\r\n";
        client.write((head + answer).getBytes(StandardCharsets.US_ASCII));
        client.flush();
    }

    private int bodyLength(int body) {
        String head = request.substring(0, body).toLowerCase(Locale.ROOT);
        int at = head.indexOf(LENGTH);
        return at < 0
                ? 0
                : Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf('\r', at + 2))
                        .strip());
    }
}
