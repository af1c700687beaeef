package dev.tollgate.core.http;

import dev.tollgate.core.json.Json;

/**
 * Why a request gets no answer of its own kind.
 *
 * @param code one word for programs
 * @param message for whoever sent the request: it names the field and what was expected
 */
public record Problem(int status, String code, String message) {

    public static Problem badRequest(String message) {
        return new Problem(400, "bad_request", message);
    }

    public static Problem unauthorized() {
        return new Problem(
                401,
                "unauthorized",
                "Who asks is not known. A valid key is needed: 'Authorization: Bearer tg_<keyId>_<secret>'.");
    }

    public static Problem forbidden(String message) {
        return new Problem(403, "forbidden", message);
    }

    public static Problem notFound() {
        return new Problem(404, "not_found", "There is no such path.");
    }

    public static Problem methodNotAllowed(String allowed) {
        return new Problem(405, "method_not_allowed", "This path takes " + allowed + " only.");
    }

    public static Problem conflict(String message) {
        return new Problem(409, "conflict", message);
    }

    public static Problem tooLarge(int maxBytes) {
        return new Problem(413, "too_large", "The body is larger than " + maxBytes + " bytes.");
    }

    public static Problem internal() {
        return new Problem(500, "internal", "Something went wrong here. The log has this request's id.");
    }

    public static Problem unavailable(String message) {
        return new Problem(503, "unavailable", message);
    }

    public HttpResponse response(String requestId) {
        return HttpResponse.json(
                status,
                Json.object()
                        .put(
                                "error",
                                Json.object()
                                        .put("code", code)
                                        .put("message", message)
                                        .put("request_id", requestId)
                                        .build())
                        .build());
    }
}
