package dev.tollgate.core.scan;

import java.util.List;

/**
 * Looks where one of its words stands. The words of all detectors are searched for in one pass; letters of ASCII match in
 * either case, and a word may stand inside of a longer one: what comes before and after it is for {@link #look} to see.
 *
 * <p>A detector reads a bounded number of bytes around a word, so that what all of them do is linear in the text.
 */
public interface WordDetector {

    /** In lower case, UTF-8. */
    List<String> words();

    /**
     * @param text of which the bytes from {@code from} to {@code to} are looked at, and no others
     * @param word its place in {@link #words}
     * @param end the byte after the word
     */
    void look(byte[] text, int from, int to, int word, int end, Sink sink);
}
