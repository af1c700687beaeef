package dev.tollgate.local.http;

/** Answers requests. Called on a thread of the connection's own, so it may wait. */
@FunctionalInterface
public interface HttpHandler {

    HttpResponse handle(HttpRequest request) throws InterruptedException;
}
