package dev.tollgate.local.runtime;

import dev.tollgate.local.http.Header;
import dev.tollgate.local.http.HttpHandler;
import dev.tollgate.local.http.HttpRequest;
import dev.tollgate.local.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The Lambda Runtime API, version 2018-06-01, as one instance of a function sees it. */
final class RuntimeApi implements HttpHandler {
    private static final String NEXT = "/2018-06-01/runtime/invocation/next";
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
    private static final HttpResponse ACCEPTED = json(202, "{\"status\":\"OK\"}");

    private final Worker worker;
    private final String functionArn;

    RuntimeApi(Worker worker, String functionArn) {
        this.worker = worker;
        this.functionArn = functionArn;
    }

    /** The instance behind this API. */
    interface Worker {

        /** Waits for work; empty when there will be none any more. */
        Optional<Invocation> next() throws InterruptedException;

        /** False when that is not what the instance is working on. */
        boolean finished(String invocationId, Outcome outcome);

        void initFailed(String error);
    }

    @Override
    public HttpResponse handle(HttpRequest request) throws InterruptedException {
        String path = request.path();
        if (request.method().equals("GET")) {
            return path.equals(NEXT) ? next() : json(404, "{\"errorType\":\"NotFound\"}");
        }
        if (path.equals(INIT_ERROR)) {
            worker.initFailed(new String(request.body(), StandardCharsets.UTF_8));
            return ACCEPTED;
        }
        int action = path.lastIndexOf('/');
        if (!path.startsWith(INVOCATION) || action <= INVOCATION.length()) {
            return json(404, "{\"errorType\":\"NotFound\"}");
        }
        Outcome outcome = switch (path.substring(action)) {
            case "/response" -> answer(request.body());
            case "/error" -> new Outcome.FunctionError(request.body());
            default -> null;
        };
        if (outcome == null) {
            return json(404, "{\"errorType\":\"NotFound\"}");
        }
        if (!worker.finished(path.substring(INVOCATION.length(), action), outcome)) {
            return json(400, "{\"errorType\":\"InvalidRequestID\",\"errorMessage\":\"Invalid request ID\"}");
        }
        return outcome instanceof Outcome.AnswerTooLarge
                ? json(413, "{\"errorType\":\"Function.ResponseSizeTooLarge\"}")
                : ACCEPTED;
    }

    private static Outcome answer(byte[] body) {
        return body.length > FunctionPool.MAX_PAYLOAD_BYTES
                ? new Outcome.AnswerTooLarge(body.length)
                : new Outcome.Answered(body);
    }

    private HttpResponse next() throws InterruptedException {
        Optional<Invocation> next = worker.next();
        if (next.isEmpty()) {
            return json(410, "{\"errorType\":\"Ended\"}");
        }
        Invocation invocation = next.get();
        return new HttpResponse(
                200,
                List.of(
                        new Header("Content-Type", "application/json"),
                        new Header("Lambda-Runtime-Aws-Request-Id", invocation.id()),
                        new Header("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.endsAtMs())),
                        new Header("Lambda-Runtime-Invoked-Function-Arn", functionArn),
                        new Header("Lambda-Runtime-Trace-Id", invocation.traceId())),
                invocation.event());
    }

    private static HttpResponse json(int status, String body) {
        return HttpResponse.json(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
