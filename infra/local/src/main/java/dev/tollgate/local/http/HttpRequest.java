package dev.tollgate.local.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/**
 * One request, read whole.
 *
 * @param path as it was sent, still percent-encoded
 * @param query as it was sent, without {@code ?}; empty text when there is none
 * @param headers in the order they came, repeated ones each on its own
 */
public record HttpRequest(
        String method, String path, String query, String protocol, HttpFields headers, byte[] body, String sourceIp) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
