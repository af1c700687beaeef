package dev.tollgate.local.http;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** One answer, whole. {@code Content-Length}, {@code Connection} and {@code Date} are the server's to write. */
public record HttpResponse(int status, HttpFields headers, byte[] body) {
    private static final HttpFields JSON = HttpFields.from(new HttpField(HttpHeader.CONTENT_TYPE, "application/json"));

    public HttpResponse {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("not a final HTTP status: " + status);
        }
        headers = headers.asImmutable();
    }

    public static HttpResponse json(int status, byte[] body) {
        return new HttpResponse(status, JSON, body);
    }

    /** As API Gateway words its own errors. */
    public static HttpResponse message(int status, String message) {
        return json(status, ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
