package dev.tollgate.local.runtime;

import dev.tollgate.local.http.HttpHandler;
import dev.tollgate.local.http.HttpRequest;
import dev.tollgate.local.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpFields;

/** The Lambda Runtime API, version 2018-06-01, as one instance of a function sees it. */
final class RuntimeApi implements HttpHandler {
    private static final String NEXT = "/2018-06-01/runtime/invocation/next";
    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
    private static final HttpResponse ACCEPTED = json(202, "{\"status\":\"OK\"}");
    private static final HttpResponse NOT_FOUND = json(404, "{\"errorType\":\"NotFound\"}");
    private static final HttpResponse ENDED = json(410, "{\"errorType\":\"Ended\"}");

    private final Worker worker;
    private final String functionArn;

    RuntimeApi(Worker worker, String functionArn) {
        this.worker = worker;
        this.functionArn = functionArn;
    }

    /** The instance behind this API. */
    interface Worker {

        /** Work, once there is some; cancelled when there will be none any more. */
        CompletableFuture<Invocation> next();

        /** False when that is not what the instance is working on. */
        boolean finished(String invocationId, Outcome outcome);

        void initFailed(String error);
    }

    @Override
    public CompletableFuture<HttpResponse> handle(HttpRequest request) {
        if (request.method().equals("GET") && request.path().equals(NEXT)) {
            return worker.next().handle((invocation, ended) -> ended == null ? event(invocation) : ENDED);
        }
        return CompletableFuture.completedFuture(report(request));
    }

    private HttpResponse report(HttpRequest request) {
        if (!request.method().equals("POST")) {
            return NOT_FOUND;
        }
        String path = request.path();
        if (path.equals(INIT_ERROR)) {
            worker.initFailed(new String(request.body(), StandardCharsets.UTF_8));
            return ACCEPTED;
        }
        int action = path.lastIndexOf('/');
        if (!path.startsWith(INVOCATION) || action <= INVOCATION.length()) {
            return NOT_FOUND;
        }
        Outcome outcome = switch (path.substring(action)) {
            case "/response" -> answer(request.body());
            case "/error" -> new Outcome.FunctionError(request.body());
            default -> null;
        };
        if (outcome == null) {
            return NOT_FOUND;
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

    private HttpResponse event(Invocation invocation) {
        return new HttpResponse(
                200,
                HttpFields.build()
                        .add("Content-Type", "application/json")
                        .add("Lambda-Runtime-Aws-Request-Id", invocation.id())
                        .add("Lambda-Runtime-Deadline-Ms", invocation.endsAtMs())
                        .add("Lambda-Runtime-Invoked-Function-Arn", functionArn)
                        .add("Lambda-Runtime-Trace-Id", invocation.traceId()),
                invocation.event());
    }

    private static HttpResponse json(int status, String body) {
        return HttpResponse.json(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
