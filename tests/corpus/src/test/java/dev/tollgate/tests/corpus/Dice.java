package dev.tollgate.tests.corpus;

import java.util.List;
import java.util.Random;

/** Chance that comes out the same for the same seed. */
final class Dice {
    static final String DIGITS = "0123456789";
    static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    static final String HEX = "0123456789abcdef";
    static final String UPPER_DIGITS = UPPER + DIGITS;
    static final String LOWER_DIGITS = LOWER + DIGITS;
    static final String ALNUM = UPPER + LOWER + DIGITS;
    static final String BASE64_URL = ALNUM + "-_";
    static final String BASE64 = ALNUM + "+/";
    static final String BASE32 = UPPER + "234567";
    static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

    private final Random random;

    Dice(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean inHundred(int chance) {
        return random.nextInt(100) < chance;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String some(int length, String alphabet) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    String digits(int length) {
        return some(length, DIGITS);
    }

    byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static String padded(int number, int width) {
        var text = Integer.toString(number);
        return "0".repeat(Math.max(0, width - text.length())) + text;
    }

    /** Groups of the given sizes with a separator between; what is left over is a group of its own. */
    static String grouped(String text, String separator, int... sizes) {
        var grouped = new StringBuilder();
        int at = 0;
        for (int size : sizes) {
            int end = Math.min(text.length(), at + size);
            if (at < end) {
                grouped.append(at == 0 ? "" : separator).append(text, at, end);
            }
            at = end;
        }
        return at < text.length()
                ? grouped.append(separator).append(text, at, text.length()).toString()
                : grouped.toString();
    }
}
