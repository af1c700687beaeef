package dev.tollgate.core.scan.phone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The numbering plans of all calling codes (ITU-T E.164) as one automaton over the digits of an international number
 * without its plus sign. It is made from the metadata of libphonenumber; see {@code plan.txt} and decision 9.
 */
final class PhonePlan {
    /** A place from which nothing goes on. */
    static final int NOWHERE = 0;

    private final char[] next;
    private final int[] lengths;
    private final int start;

    private PhonePlan(char[] next, int[] lengths) {
        this.next = next;
        this.lengths = lengths;
        this.start = lengths.length - 1;
    }

    static PhonePlan ofResource() {
        try (InputStream plan = PhonePlan.class.getResourceAsStream("plan.txt")) {
            return new Reader(plan.readAllBytes()).plan();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Before the first digit of the calling code. */
    int start() {
        return start;
    }

    /** @param digit 0 to 9 */
    int next(int place, int digit) {
        return next[place * 10 + digit];
    }

    /** Whether what was read up to here is a whole number. */
    boolean isEnd(int place) {
        return (lengths[place] & 1) != 0;
    }

    /** Whether some number has as many digits more. */
    boolean mayGoOn(int place, int digits) {
        return digits < 32 && (lengths[place] >> digits & 1) != 0;
    }

    /**
     * A place a line, each behind those that it leads to: {@code !} where a number may end, then {@code 0-4=17} for each
     * run of digits that lead to the same place. The last is the start.
     */
    private static final class Reader {
        private final byte[] text;
        private int at;
        private char[] next = new char[10 * 4_096];
        private int[] lengths = new int[4_096];
        private int places = 1;

        Reader(byte[] text) {
            this.text = text;
        }

        PhonePlan plan() {
            while (at < text.length) {
                if (text[at] != '#') {
                    place();
                }
                while (text[at++] != '\n') {
                    // A comment goes on to the end of its line.
                }
            }
            return new PhonePlan(Arrays.copyOf(next, places * 10), Arrays.copyOf(lengths, places));
        }

        private void place() {
            if (places == lengths.length) {
                next = Arrays.copyOf(next, next.length * 2);
                lengths = Arrays.copyOf(lengths, lengths.length * 2);
            }
            while (text[at] != '\n') {
                if (text[at] == '!') {
                    lengths[places] |= 1;
                    at++;
                } else {
                    run();
                }
            }
            places++;
        }

        private void run() {
            int first = text[at++] - '0';
            int last = first;
            if (text[at] == '-') {
                last = text[at + 1] - '0';
                at += 2;
            }
            at++;
            int place = 0;
            while (text[at] > ' ') {
                place = place * 10 + text[at++] - '0';
            }
            at += text[at] == ' ' ? 1 : 0;
            Arrays.fill(next, places * 10 + first, places * 10 + last + 1, (char) place);
            lengths[places] |= lengths[place] << 1;
        }
    }
}
