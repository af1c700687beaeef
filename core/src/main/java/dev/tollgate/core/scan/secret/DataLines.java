package dev.tollgate.core.scan.secret;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resources of this package: lines of text, of which those that begin with {@code #} are comments. */
final class DataLines {
    private DataLines() {}

    /** The lines that say something, headings among them: {@code ## Clouds}. */
    static List<String> of(String resource) {
        try (InputStream lines = DataLines.class.getResourceAsStream(resource)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && (!line.startsWith("#") || line.startsWith("## ")))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Of lines such as {@code has: this, that}: what stands behind each name, of all lines that begin with it. */
    static Map<String, List<String>> lists(String resource) {
        var lists = new LinkedHashMap<String, List<String>>();
        for (String line : of(resource)) {
            int colon = line.indexOf(':');
            List<String> list = lists.computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>());
            for (String item : line.substring(colon + 1).split(", ")) {
                list.add(item.strip());
            }
        }
        return lists;
    }
}
