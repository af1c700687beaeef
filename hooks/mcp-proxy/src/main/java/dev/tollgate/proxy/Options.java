package dev.tollgate.proxy;

import dev.tollgate.proxy.govern.Governance;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    record Address(String host, int port) {}
}
