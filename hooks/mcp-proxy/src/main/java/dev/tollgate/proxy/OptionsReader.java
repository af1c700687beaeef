package dev.tollgate.proxy;

import dev.tollgate.proxy.govern.Governance.Refusal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the words of the command line. */
final class OptionsReader {
    private static final Set<String> WITH_VALUE = Set.of(
            "--server",
            "--agent",
            "--session",
            "--refuse",
            "--wait-up-to",
            "--call-timeout",
            "--max-message",
            "--max-in-flight",
            "--upstream",
            "--listen",
            "--client-token-from",
            "--config",
            "--journal",
            "--wrapped-type");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean isVerbose;

    private OptionsReader() {}

    static Options read(List<String> words) throws UsageException {
        return new OptionsReader().options(new ArrayDeque<>(words));
    }

    private Options options(Deque<String> words) throws UsageException {
        while (!words.isEmpty() && !words.peek().equals("--")) {
            option(words);
        }
        words.poll();
        var options = new Options(
                text("--server")
                        .orElseThrow(() ->
                                new UsageException("--server NAME is needed: the server's name in the catalogue")),
                text("--agent"),
                text("--session"),
                refusal(),
                duration("--wait-up-to", Duration.ZERO, Duration.ofMinutes(10)),
                duration("--call-timeout", Duration.ofMinutes(10), Duration.ofMinutes(55)),
                number("--max-message", 16, 64) * 1024 * 1024,
                number("--max-in-flight", 256, 10_000),
                upstream(),
                headers,
                listen(),
                text("--client-token-from"),
                text("--config").map(Path::of),
                text("--journal").map(Path::of),
                isVerbose,
                List.copyOf(words));
        check(options);
        return options;
    }

    private void option(Deque<String> words) throws UsageException {
        String word = words.poll();
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (name.equals("--verbose")) {
            isVerbose = true;
            return;
        }
        boolean isHeader = name.equals("--upstream-header-from");
        if (!isHeader && !WITH_VALUE.contains(name)) {
            // Not the value: it may be a secret in the wrong place.
            throw new UsageException("'" + (name.startsWith("--") ? name : "that") + "' is no option. See --help. "
                    + "The server's command stands behind '--'");
        }
        String value = equals < 0 ? words.poll() : word.substring(equals + 1);
        if (value == null || value.isEmpty()) {
            throw new UsageException(name + " needs a value");
        }
        if (isHeader) {
            header(value);
        } else if (values.put(name, value) != null) {
            throw new UsageException(name + " is given twice");
        }
    }

    private void header(String value) throws UsageException {
        int equals = value.indexOf('=');
        if (equals <= 0 || equals == value.length() - 1) {
            throw new UsageException("--upstream-header-from: expected HEADER=ENVIRONMENT_VARIABLE");
        }
        headers.put(value.substring(0, equals), value.substring(equals + 1));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private Refusal refusal() throws UsageException {
        return switch (values.getOrDefault("--refuse", "result")) {
            case "result" -> Refusal.RESULT;
            case "error" -> Refusal.ERROR;
            default -> throw new UsageException("--refuse: expected result or error");
        };
    }

    private Duration duration(String name, Duration usual, Duration most) throws UsageException {
        String text = values.get(name);
        if (text == null) {
            return usual;
        }
        try {
            Duration duration = text.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : text.endsWith("m")
                            ? Duration.ofMinutes(Long.parseLong(text.substring(0, text.length() - 1)))
                            : Duration.ofSeconds(
                                    Long.parseLong(text.endsWith("s") ? text.substring(0, text.length() - 1) : text));
            if (!duration.isNegative() && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (NumberFormatException | ArithmeticException noNumber) {
            // Said below.
        }
        throw new UsageException(name + ": expected a time such as 500ms, 5s or 2m, at most " + most.toMinutes() + "m");
    }

    private int number(String name, int usual, int most) throws UsageException {
        String text = values.get(name);
        if (text == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new UsageException(name + ": expected a number from 1 to " + most);
    }

    private Optional<URI> upstream() throws UsageException {
        Optional<String> text = text("--upstream");
        try {
            Optional<URI> uri = text.map(URI::create);
            if (uri.isEmpty()
                    || uri.get().getHost() != null
                            && isHttp(uri.get())
                            && uri.get().getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException noUri) {
            // Said below.
        }
        throw new UsageException(
                "--upstream: expected an http or https URL without a user, such as http://localhost:3001/mcp");
    }

    private static boolean isHttp(URI uri) {
        return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    }

    private Optional<Options.Address> listen() throws UsageException {
        Optional<String> text = text("--listen");
        return text.isEmpty() ? Optional.empty() : Optional.of(Options.Address.read(text.get()));
    }

    private static void check(Options options) throws UsageException {
        if (options.upstream().isPresent() != options.command().isEmpty()) {
            throw new UsageException("expected the server's command behind '--', or its address as --upstream URL");
        }
        boolean isLoopback = options.listen().map(Options.Address::isLoopback).orElse(true);
        if (!isLoopback && options.clientTokenFrom().isEmpty()) {
            throw new UsageException("--listen on an address that other machines reach needs --client-token-from");
        }
    }
}
