package dev.tollgate.local.http;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * One request, read whole.
 *
 * @param target what stands in the request line: path and, behind {@code ?}, query
 * @param headers in the order they came, names lower-case, repeated ones each on its own
 */
public record HttpRequest(
        String method, String target, String protocol, List<Header> headers, byte[] body, InetSocketAddress peer) {

    public HttpRequest {
        headers = List.copyOf(headers);
    }

    public Optional<String> header(String lowerCaseName) {
        for (Header header : headers) {
            if (header.name().equals(lowerCaseName)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /** The path as it was sent, still percent-encoded. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The query as it was sent, without {@code ?}; empty text when there is none. */
    public String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }
}
