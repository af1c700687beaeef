package dev.tollgate.local;

import dev.tollgate.local.StackConfig.Packaging;
import dev.tollgate.local.dynamodb.DataLocation;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The variables of {@code make run}. */
record Settings(Map<String, String> variables) {

    private static final String STARTER = "infra/bundle";

    /** The functions that are always there, by their logical ids. */
    private static final List<String> TRACED = List.of(
            "DecisionFunction",
            "RedactionFunction",
            "AuditQueryFunction",
            "AuditStreamFunction",
            "AuditScheduleFunction");

    /** @param root the repository */
    StackConfig config(Path root) {
        Path work = root.resolve(".tollgate");
        return new StackConfig(
                root.resolve("template.yaml"),
                root,
                work,
                number("PORT", 8080, 0, 65_535),
                number("INSTANCES", 2, 1, 64),
                packaging(),
                data(root, work),
                Path.of(System.getProperty("java.home")),
                Map.of(),
                traces());
    }

    /** In the place of the collector's layer, which a local function has not. */
    private Map<String, Map<String, String>> traces() {
        String url = of("TRACES", "");
        if (url.isEmpty()) {
            return Map.of();
        }
        if (!isHttpUrl(url)) {
            throw new StackException(
                    "TRACES is the http URL of a collector, as http://127.0.0.1:4318/v1/traces, not " + url);
        }
        return TRACED.stream()
                .collect(Collectors.toMap(function -> function, function -> Map.of("TOLLGATE_TRACES", url)));
    }

    private static boolean isHttpUrl(String text) {
        try {
            URI uri = new URI(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** The bundle to publish. */
    Path bundle(Path root) {
        return root.resolve(of("BUNDLE", STARTER));
    }

    boolean publishesStarter() {
        return of("BUNDLE", STARTER).equals(STARTER);
    }

    private Packaging packaging() {
        return switch (of("PACKAGE", "jvm")) {
            case "jvm" -> Packaging.JVM;
            case "native" -> Packaging.NATIVE;
            case String other -> throw new StackException("PACKAGE is jvm or native, not " + other);
        };
    }

    private DataLocation data(Path root, Path work) {
        String where = of("DATA", "");
        return where.equals("memory")
                ? new DataLocation.Memory()
                : new DataLocation.Directory(where.isEmpty() ? work.resolve("data") : root.resolve(where));
    }

    private int number(String name, int fallback, int least, int most) {
        String text = of(name, Integer.toString(fallback));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException other) {
            // Refused below, with the same words.
        }
        throw new StackException(name + " is a number from " + least + " to " + most + ", not " + text);
    }

    private String of(String name, String fallback) {
        String value = variables.getOrDefault(name, "");
        return value.isBlank() ? fallback : value.strip();
    }
}
