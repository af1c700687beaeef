package dev.tollgate.local.runtime;

import dev.tollgate.local.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Takes the metrics out of what functions print, as CloudWatch takes them out of their logs, and keeps them in a file, a
 * line each; when it has grown to 10 MB, it takes the place of the one before. Everything else is shown.
 */
public final class MetricsApart implements Console {
    private static final String BEFORE_THEM = "] {\"_aws\":";
    private static final long LARGEST_BYTES = 10 * 1024 * 1024;

    private final Console shown;
    private final Path file;

    public MetricsApart(Console shown, Path file) {
        this.shown = shown;
        this.file = file;
    }

    @Override
    public void line(String text) {
        int at = text.indexOf(BEFORE_THEM);
        if (text.startsWith("[") && at == text.indexOf(']')) {
            keep(text.substring(at + 2));
        } else {
            shown.line(text);
        }
    }

    private synchronized void keep(String metrics) {
        try {
            if (Files.exists(file) && Files.size(file) >= LARGEST_BYTES) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.write(
                    file,
                    (metrics + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            shown.line("-- cannot write " + file + ": " + unwritable.getMessage());
        }
    }
}
