package dev.tollgate.core.scan;

import java.util.List;

/** Finds what is in texts. What it cannot look at it must not pass over: it fails. */
public interface TextScanner {
    /** @param text UTF-8, of which the bytes from {@code from} to {@code to} are looked at */
    Findings scan(byte[] text, int from, int to, Field field);

    /**
     * What a value has inside that is of another type, and that would be found if the value was not: a token in the field of
     * an address.
     */
    default List<Finding> inside(byte[] text, Finding value) {
        return scan(text, value.from(), value.to(), Field.NONE).values().stream()
                .filter(inner -> inner.type() != value.type() && inner.to() - inner.from() < value.to() - value.from())
                .toList();
    }

    /** What is never found again. */
    TokenForm tokens();

    /** What the name of a JSON field says of its value. */
    Field field(String name);
}
