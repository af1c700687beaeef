package dev.tollgate.hook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts in parts of at most so many bytes. */
final class InParts {
    private InParts() {}

    /** @param mostBytes in UTF-8, of all texts of a part; a longer text is a part of its own */
    static List<List<String>> of(List<String> texts, int mostBytes) {
        var parts = new ArrayList<List<String>>();
        var part = new ArrayList<String>();
        int bytes = 0;
        for (String text : texts) {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            if (!part.isEmpty() && bytes + length > mostBytes) {
                parts.add(List.copyOf(part));
                part.clear();
                bytes = 0;
            }
            part.add(text);
            bytes += length;
        }
        if (!part.isEmpty()) {
            parts.add(List.copyOf(part));
        }
        return parts;
    }
}
