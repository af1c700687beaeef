package dev.tollgate.local.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** One answer, whole. {@code Content-Length}, {@code Connection} and {@code Date} are the server's to write. */
public record HttpResponse(int status, List<Header> headers, byte[] body) {

    public HttpResponse {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("not a final HTTP status: " + status);
        }
        headers = List.copyOf(headers);
    }

    public static HttpResponse json(int status, byte[] body) {
        return new HttpResponse(status, List.of(new Header("Content-Type", "application/json")), body);
    }

    /** As API Gateway words its own errors. */
    public static HttpResponse message(int status, String message) {
        return json(status, ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
