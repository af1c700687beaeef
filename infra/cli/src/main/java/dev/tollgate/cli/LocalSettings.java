package dev.tollgate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the local stack of a directory says of itself while it is up. */
final class LocalSettings {
    private static final Path FILE = Path.of(".tollgate", "local.env");

    private LocalSettings() {}

    /** Empty when no stack is up there. */
    static Optional<Map<String, String>> of(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var settings = new HashMap<String, String>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                settings.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return Optional.of(settings);
    }
}
