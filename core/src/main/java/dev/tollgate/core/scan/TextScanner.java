package dev.tollgate.core.scan;

/** Finds what is in texts. What it cannot look at it must not pass over: it fails. */
public interface TextScanner {
    /** @param text UTF-8, of which the bytes from {@code from} to {@code to} are looked at */
    Findings scan(byte[] text, int from, int to, Field field);

    /** What is never found again. */
    TokenForm tokens();

    /** What the name of a JSON field says of its value. */
    Field field(String name);
}
