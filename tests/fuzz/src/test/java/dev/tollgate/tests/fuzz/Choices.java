package dev.tollgate.tests.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Where generators get their chance from. */
public interface Choices {
    /** @param bound 1 or more */
    int below(int bound);

    default boolean inHundred(int chance) {
        return below(100) >= 100 - chance;
    }

    default <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    default byte[] bytes(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) below(256);
        }
        return bytes;
    }

    static Choices seeded(long seed) {
        return new SplittableRandom(seed)::nextInt;
    }

    /** The same bytes make the same choices; when they are used up, each choice is the first. */
    static Choices of(byte[] bytes, int from) {
        return new Choices() {
            private int at = from;

            @Override
            public int below(int bound) {
                int choice = next();
                for (int reach = 256; reach < bound; reach <<= 8) {
                    choice = choice << 8 | next();
                }
                return Integer.remainderUnsigned(choice, bound);
            }

            private int next() {
                return at < bytes.length ? bytes[at++] & 0xFF : 0;
            }
        };
    }
}
