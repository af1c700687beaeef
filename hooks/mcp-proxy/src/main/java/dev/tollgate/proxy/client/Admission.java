package dev.tollgate.proxy.client;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who may talk to the proxy over HTTP: nobody from a web page of another place, and nobody without the token. */
public final class Admission {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String host;
    private final Optional<byte[]> authorization;

    public Admission(String host, Optional<String> token) {
        this.host = host.toLowerCase(Locale.ROOT);
        this.authorization = token.map(secret -> ("Bearer " + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** The status of the refusal; empty when there is none. */
    public Optional<Integer> refusal(HttpExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null && !isHere(withoutScheme(origin))) {
            return Optional.of(403);
        }
        // A name that leads here only by a trick of DNS is not ours.
        String asked = exchange.getRequestHeaders().getFirst("Host");
        if (asked == null || !isHere(asked)) {
            return Optional.of(403);
        }
        if (authorization.isPresent() && !showsToken(exchange)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            return Optional.of(401);
        }
        return Optional.empty();
    }

    private boolean showsToken(HttpExchange exchange) {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        return shown != null
                && MessageDigest.isEqual(authorization.orElseThrow(), shown.getBytes(StandardCharsets.UTF_8));
    }

    /** On other addresses than this machine's, the token is the door. */
    private boolean isHere(String hostAndPort) {
        boolean isLocal = THIS_MACHINE.contains(host) || host.equals("::1");
        return !isLocal && authorization.isPresent()
                || THIS_MACHINE.contains(withoutPort(hostAndPort).toLowerCase(Locale.ROOT));
    }

    private static String withoutScheme(String origin) {
        int end = origin.indexOf("://");
        return end < 0 ? origin : origin.substring(end + 3);
    }

    private static String withoutPort(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return colon < 0 || hostAndPort.endsWith("]") ? hostAndPort : hostAndPort.substring(0, colon);
    }
}
