package dev.tollgate.core.http;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An answer to a request.
 *
 * @param bytes the body: text in UTF-8, or packed as the header {@code content-encoding} says
 */
public record HttpResponse(int status, Map<String, String> headers, byte[] bytes) {
    static final String CONTENT_ENCODING = "content-encoding";

    public HttpResponse {
        headers = Map.copyOf(headers);
    }

    public static HttpResponse json(int status, Json body) {
        return json(status, JsonText.writeBytes(body));
    }

    /** @param body JSON in UTF-8 */
    public static HttpResponse json(int status, byte[] body) {
        return new HttpResponse(status, Map.of("content-type", "application/json", "cache-control", "no-store"), body);
    }

    /** The same, when its bytes are gzip (RFC 1952). */
    public HttpResponse packed() {
        return with(CONTENT_ENCODING, "gzip");
    }

    boolean isPacked() {
        return headers.containsKey(CONTENT_ENCODING);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpResponse(int otherStatus, var otherHeaders, byte[] otherBytes)
                && status == otherStatus
                && headers.equals(otherHeaders)
                && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, headers, Arrays.hashCode(bytes));
    }

    /** The body when it is text. */
    public String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public HttpResponse with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpResponse(status, more, bytes);
    }
}
