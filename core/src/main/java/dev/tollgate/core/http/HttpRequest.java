package dev.tollgate.core.http;

import dev.tollgate.core.RequestMark;
import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A request as API Gateway handed it over.
 *
 * @param headers names in lower case; several values of one name are joined by a comma
 * @param gatewayRequestId API Gateway's own id of the request
 * @param authorizer what API Gateway's authorizer verified of the caller; empty when the route has none
 * @param query parameters behind the path's {@code ?}; several values of one name are joined by a comma
 */
public record HttpRequest(
        String method,
        String path,
        Map<String, String> headers,
        byte[] body,
        String sourceAddress,
        String gatewayRequestId,
        Optional<Json.Obj> authorizer,
        Map<String, String> query) {

    private static final int LONGEST_REQUEST_ID = 1_024;
    private static final int UUID_LENGTH = 36;
    private static final Set<Integer> UUID_DASHES = Set.of(8, 13, 18, 23);

    public HttpRequest {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
    }

    /** Without parameters. */
    public HttpRequest(
            String method,
            String path,
            Map<String, String> headers,
            byte[] body,
            String sourceAddress,
            String gatewayRequestId,
            Optional<Json.Obj> authorizer) {
        this(method, path, headers, body, sourceAddress, gatewayRequestId, authorizer, Map.of());
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** The caller's {@code X-Request-ID}, when it can stand in a header of the answer. */
    public Optional<String> callersRequestId() {
        return header("x-request-id")
                .filter(id -> !id.isBlank() && id.length() <= LONGEST_REQUEST_ID)
                .filter(id -> id.chars().allMatch(c -> c >= 0x20 && c < 0x7F));
    }

    /** What the request is called in answers and logs: the caller's id, else API Gateway's. */
    public String requestId() {
        return callersRequestId().orElse(gatewayRequestId);
    }

    /** What lines of the log about it have. A caller's id that is a UUID stands there too; others may name a person. */
    public RequestMark mark() {
        return new RequestMark(
                gatewayRequestId,
                callersRequestId().filter(HttpRequest::isUuid),
                traceParent().map(TraceParent::traceId));
    }

    /** The caller's place in a trace, when it says it rightly. */
    Optional<TraceParent> traceParent() {
        return header("traceparent").flatMap(TraceParent::read);
    }

    private static boolean isUuid(String text) {
        return text.length() == UUID_LENGTH
                && IntStream.range(0, UUID_LENGTH)
                        .allMatch(i -> UUID_DASHES.contains(i)
                                ? text.charAt(i) == '-'
                                : text.charAt(i) < 0x80 && Character.digit(text.charAt(i), 16) >= 0);
    }

    /** The path's segments: {@code /v1/health} has two. */
    public List<String> segments() {
        return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
    }
}
