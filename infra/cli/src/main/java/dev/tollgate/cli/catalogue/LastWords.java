package dev.tollgate.cli.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The last lines that a server wrote for people: why it did not start is usually among them. */
final class LastWords {
    private static final int MOST_LINES = 10;
    private static final int LONGEST_LINE = 300;
    private static final int MOST_CHARACTERS = 8_000;

    private final StringBuilder tail = new StringBuilder();

    /** Reads to the end, so that a server that writes much never waits for a reader. */
    void drain(InputStream in) {
        byte[] buffer = new byte[4_096];
        try {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                append(new String(buffer, 0, length, StandardCharsets.UTF_8));
            }
        } catch (IOException ended) {
            append("");
        }
    }

    synchronized void append(String text) {
        tail.append(text);
        if (tail.length() > MOST_CHARACTERS) {
            tail.delete(0, tail.length() - MOST_CHARACTERS);
        }
    }

    synchronized List<String> lines() {
        List<String> lines =
                tail.toString().lines().filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream()
                .map(line -> PrintableText.of(line, LONGEST_LINE))
                .toList();
    }
}
