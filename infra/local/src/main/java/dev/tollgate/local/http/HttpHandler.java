package dev.tollgate.local.http;

import java.util.concurrent.CompletableFuture;

/** Answers requests, now or later. Does not wait itself: it is called on the thread that reads for all clients. */
@FunctionalInterface
public interface HttpHandler {

    CompletableFuture<HttpResponse> handle(HttpRequest request);
}
