package dev.tollgate.core.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists that lie beside the class that reads them: a line each; lines that begin with {@code #} are comments. */
public final class ResourceLines {
    private ResourceLines() {}

    /** Without the space around them. */
    public static List<String> of(Class<?> reader, String resource) {
        try (InputStream lines = reader.getResourceAsStream(resource)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(String::strip)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
