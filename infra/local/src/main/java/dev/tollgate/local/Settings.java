package dev.tollgate.local;

import dev.tollgate.local.StackConfig.Packaging;
import dev.tollgate.local.dynamodb.DataLocation;
import java.nio.file.Path;
import java.util.Map;

/** The variables of {@code make run}. */
record Settings(Map<String, String> variables) {

    private static final String STARTER = "infra/bundle";

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
                Map.of());
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
