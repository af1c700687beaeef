package dev.tollgate.tests.stage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A request to DynamoDB that arrives in parts, a character for each byte. */
final class StoreRequest {
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final StringBuilder text = new StringBuilder();

    /** Whether it is complete once this part has come. */
    boolean isWholeWith(String part) {
        text.append(part);
        int head = text.indexOf(END_OF_HEAD);
        return head >= 0 && text.length() >= head + END_OF_HEAD.length() + bodyLength();
    }

    /**
     * Answers it in DynamoDB's place, and makes room for the next one.
     *
     * @param status a code and its words
     */
    void answer(OutputStream client, String status, byte[] body) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        client.write(head.getBytes(StandardCharsets.US_ASCII));
        client.write(body);
        client.flush();
        text.setLength(0);
    }

    String body() {
        return text.substring(text.indexOf(END_OF_HEAD) + END_OF_HEAD.length());
    }

    /** The value of a header, or an empty text. */
    String header(String name) {
        int end = text.indexOf(END_OF_HEAD);
        String head = text.substring(0, end);
        int at = head.toLowerCase(Locale.ROOT).indexOf("\r\n" + name + ":");
        if (at < 0) {
            return "";
        }
        int value = at + name.length() + 3;
        int line = head.indexOf('\r', value);
        return head.substring(value, line < 0 ? end : line).strip();
    }

    private int bodyLength() {
        String length = header("content-length");
        return length.isEmpty() ? 0 : Integer.parseInt(length);
    }
}
