package dev.tollgate.core.redact;

import java.util.Arrays;
import java.util.Optional;

/** Where in a document the walk is, as a JSON pointer (RFC 6901). */
final class Pointer {
    /** In characters; a document may have names of megabytes, and a thousand places below them. */
    private static final int LONGEST = 1_024;

    private final Optional<String> start;
    private String[] names = new String[16];
    private int[] items = new int[16];
    private int length;

    Pointer() {
        this(Optional.of(""));
    }

    private Pointer(Optional<String> start) {
        this.start = start;
    }

    void member(int depth, String name) {
        room(depth);
        names[depth] = name;
        length = depth + 1;
    }

    void item(int depth, int index) {
        room(depth);
        names[depth] = null;
        items[depth] = index;
        length = depth + 1;
    }

    void up(int depth) {
        length = depth;
    }

    private void room(int depth) {
        if (depth >= names.length) {
            names = Arrays.copyOf(names, names.length * 2);
            items = Arrays.copyOf(items, items.length * 2);
        }
    }

    /** Of a document that stands in the text here. */
    Pointer inside() {
        return new Pointer(text());
    }

    /** Empty when it is too long. */
    Optional<String> text() {
        if (start.isEmpty()) {
            return start;
        }
        var text = new StringBuilder(start.get());
        for (int i = 0; i < length; i++) {
            if (text.length() + (names[i] == null ? 0 : names[i].length()) > LONGEST) {
                return Optional.empty();
            }
            text.append('/');
            if (names[i] == null) {
                text.append(items[i]);
            } else {
                text.append(names[i].replace("~", "~0").replace("/", "~1"));
            }
        }
        return text.length() > LONGEST ? Optional.empty() : Optional.of(text.toString());
    }
}
