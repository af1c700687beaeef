package dev.tollgate.core.scan.injection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines of data beside these classes; {@code #} and a space begin a comment. */
final class Resource {
    private Resource() {}

    static List<String> lines(String name) {
        try (InputStream lines = Resource.class.getResourceAsStream(name)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
