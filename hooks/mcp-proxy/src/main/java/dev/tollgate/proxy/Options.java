package dev.tollgate.proxy;

import dev.tollgate.proxy.govern.Governance;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the proxy was started.
 *
 * @param command of the server; empty when it has an address
 * @param upstreamHeaders names of headers, and of the environment variables that hold their values
 * @param listen where clients connect; else the client is on standard input and output
 * @param clientTokenFrom the environment variable with what clients must show
 * @param config a file with more variables
 */
record Options(
        String server,
        Optional<String> agent,
        Optional<String> session,
        Governance.Refusal refusal,
        Duration waitUpTo,
        Duration callTimeout,
        int mostMessageBytes,
        int mostInFlight,
        Optional<URI> upstream,
        Map<String, String> upstreamHeaders,
        Optional<Address> listen,
        Optional<String> clientTokenFrom,
        Optional<Path> config,
        Optional<Path> journal,
        boolean isVerbose,
        List<String> command) {

    Options {
        command = List.copyOf(command);
        upstreamHeaders = Map.copyOf(upstreamHeaders);
    }

    record Address(String host, int port) {
        private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

        static Address read(String text) throws UsageException {
            int colon = text.lastIndexOf(':');
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                if (port >= 0 && port <= 65_535) {
                    return new Address(colon <= 0 ? "127.0.0.1" : text.substring(0, colon), port);
                }
            } catch (NumberFormatException noPort) {
                // Said below.
            }
            throw new UsageException("--listen: expected HOST:PORT, such as 127.0.0.1:9000");
        }

        /** Whether only programs on this machine reach it. */
        boolean isLoopback() {
            return LOOPBACK.contains(host);
        }
    }
}
