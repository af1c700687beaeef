package dev.tollgate.local;

/** Where the stack says what it does and the functions' logs are shown, one line at a time, from any thread. */
@FunctionalInterface
public interface Console {

    void line(String text);
}
