package dev.tollgate.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A console that remembers. */
public final class Lines implements Console {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void line(String text) {
        lines.add(text);
    }

    public boolean has(String part) {
        return lines.stream().anyMatch(line -> line.contains(part));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
