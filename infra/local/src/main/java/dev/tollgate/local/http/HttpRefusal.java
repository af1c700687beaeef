package dev.tollgate.local.http;

/** A request that is answered before anyone handles it; its connection is closed. */
final class HttpRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    HttpRefusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    HttpResponse response() {
        return HttpResponse.message(status, getMessage());
    }
}
