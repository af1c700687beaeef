package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.ByteClass;
import java.util.Arrays;

/**
 * A part of a text as people read it: without invisible characters, with Latin letters for those that look like them, with
 * spelled-out words joined and digits in words as the letters they stand for.
 */
final class PlainView {
    private static final int CHUNK = 16 * 1024;
    private static final int OVERLAP = 512;
    private static final int LEAST_SPELLED = 5;
    private static final int LONGEST_WORD = 16;
    private static final String DIGITS = "01345789";
    private static final String LETTERS = "oieast8g";

    private final byte[] bytes;
    private final int[] origins;
    private final boolean[] changed;
    private int length;
    private int next;

    private PlainView(int most) {
        this.bytes = new byte[most];
        this.origins = new int[most];
        this.changed = new boolean[most];
    }

    /** Of as much as fits, from {@code start} on. */
    static PlainView of(byte[] text, int from, int start, int to, Vocabulary vocabulary) {
        int end = Math.min(to, start + CHUNK);
        var view = new PlainView(2 * (end - start) + 1);
        view.read(text, from, start, end, vocabulary);
        view.next = end == to ? to : end - OVERLAP;
        return view;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Where the byte stands in the text. */
    int origin(int at) {
        return origins[at];
    }

    boolean isChanged(int from, int to) {
        for (int i = from; i < to; i++) {
            if (changed[i]) {
                return true;
            }
        }
        return false;
    }

    /** Where the next view begins. */
    int next() {
        return next;
    }

    private void read(byte[] text, int from, int start, int end, Vocabulary vocabulary) {
        int at = start;
        while (at < end) {
            byte b = text[at];
            if (b >= 0) {
                int spelled = ByteClass.isAlphanumeric(b) ? spelledEnd(text, from, at, end) : at;
                if (spelled > at) {
                    spelled(text, at, spelled, vocabulary);
                    at = spelled;
                } else {
                    byte letter = digitAsLetter(text, from, at, end);
                    add(letter, at, letter != b);
                    at++;
                }
                continue;
            }
            int width = Math.min(Utf8.length(b), end - at);
            int character = Utf8.at(text, at, end);
            byte latin = Lookalikes.latin(character);
            if (latin != 0) {
                add(latin, at, true);
            } else if (character == Utf8.NONE || !isInvisible(character)) {
                for (int i = 0; i < width; i++) {
                    add(text[at + i], at + i, false);
                }
            } else if (length > 0) {
                changed[length - 1] = true;
            }
            at += width;
        }
    }

    private static boolean isInvisible(int character) {
        return switch (InvisibleText.kind(character)) {
            case TAG, SELECTOR, ZERO_WIDTH, OVERRIDE, SOFT_HYPHEN -> true;
            case PRIVATE, LOOKALIKE, NONE -> false;
        };
    }

    private void add(byte b, int origin, boolean isChanged) {
        bytes[length] = b;
        origins[length] = origin;
        changed[length++] = isChanged;
    }

    /** {@code 1gn0re}: a digit beside a letter; otherwise the byte as it is. */
    private static byte digitAsLetter(byte[] text, int from, int at, int end) {
        int digit = DIGITS.indexOf(text[at]);
        boolean isInWord = digit >= 0
                && (at > from && ByteClass.isAsciiLetter(text[at - 1])
                        || at + 1 < end && ByteClass.isAsciiLetter(text[at + 1]));
        return isInWord ? (byte) LETTERS.charAt(digit) : text[at];
    }

    /** The end of letters with the same single byte between each two; {@code at} when they are too few. */
    private static int spelledEnd(byte[] text, int from, int at, int end) {
        if (at > from && ByteClass.isAlphanumeric(text[at - 1]) || at + 2 >= end) {
            return at;
        }
        byte separator = text[at + 1];
        if (separator != ' ' && separator != '.' && separator != '-' && separator != '_' && separator != '*') {
            return at;
        }
        int last = at;
        int letters = 1;
        while (last + 2 < end && text[last + 1] == separator) {
            int gap = last + 2;
            while (gap < end && gap - last < 5 && text[gap] == separator) {
                gap++;
            }
            boolean isSingle = gap < end && ByteClass.isAsciiLetter(text[gap]) && ByteClass.isEnd(text, end, gap + 1);
            if (!isSingle) {
                break;
            }
            last = gap;
            letters++;
        }
        return letters >= LEAST_SPELLED ? last + 1 : at;
    }

    private void spelled(byte[] text, int start, int end, Vocabulary vocabulary) {
        int wordStart = length;
        int before = start;
        for (int at = start; at < end; at++) {
            if (ByteClass.isAlphanumeric(text[at])) {
                if (at - before > 2) {
                    cut(wordStart, vocabulary);
                    add((byte) ' ', at, true);
                    wordStart = length;
                }
                add(ByteClass.lower(text[at]), at, true);
                before = at;
            }
        }
        cut(wordStart, vocabulary);
    }

    /** Puts spaces between the words of letters that were joined, the longest word first. */
    private void cut(int start, Vocabulary vocabulary) {
        if (length - start <= LONGEST_WORD && vocabulary.hasWhole(bytes, start, length)) {
            return;
        }
        byte[] joined = Arrays.copyOfRange(bytes, start, length);
        int[] places = Arrays.copyOfRange(origins, start, length);
        length = start;
        int at = 0;
        while (at < joined.length) {
            int end = Math.min(joined.length, at + LONGEST_WORD);
            while (end > at + 2 && !vocabulary.hasWhole(joined, at, end)) {
                end--;
            }
            boolean isWord = end > at + 2 || vocabulary.hasWhole(joined, at, end);
            int stop = isWord ? end : at + 1;
            for (int i = at; i < stop; i++) {
                add(joined[i], places[i], true);
            }
            if (isWord && stop < joined.length) {
                add((byte) ' ', places[stop - 1], true);
            }
            at = stop;
        }
    }
}
