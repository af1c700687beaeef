package dev.tollgate.core.http;

/** What every API of ours does alike: one method a path, problems as answers, the caller's own id of the request. */
public final class Routes {
    private Routes() {}

    @FunctionalInterface
    public interface Route {
        HttpResponse answer() throws ProblemException;
    }

    public static HttpResponse get(HttpRequest request, Route route) throws ProblemException {
        return only("GET", request, route);
    }

    public static HttpResponse post(HttpRequest request, Route route) throws ProblemException {
        return only("POST", request, route);
    }

    public static HttpResponse getOrPost(HttpRequest request, Route get, Route post) throws ProblemException {
        return switch (request.method()) {
            case "GET" -> get.answer();
            case "POST" -> post.answer();
            default ->
                Problem.methodNotAllowed("GET and POST")
                        .response(request.requestId())
                        .with("allow", "GET, POST");
        };
    }

    private static HttpResponse only(String method, HttpRequest request, Route route) throws ProblemException {
        if (request.method().equals(method)) {
            return route.answer();
        }
        return Problem.methodNotAllowed(method).response(request.requestId()).with("allow", method);
    }

    /** The answer to a request that ended with a problem. */
    public static HttpResponse refused(HttpRequest request, Problem problem) {
        HttpResponse response = problem.response(request.requestId());
        return problem.status() == 401 ? response.with("www-authenticate", "Bearer") : response;
    }

    /** The answer with the caller's id of the request, when it has one. */
    public static HttpResponse echoed(HttpRequest request, HttpResponse response) {
        return request.callersRequestId()
                .map(id -> response.with("x-request-id", id))
                .orElse(response);
    }
}
