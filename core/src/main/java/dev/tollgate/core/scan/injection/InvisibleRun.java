package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.ByteClass;
import java.util.ArrayList;
import java.util.List;

/**
 * Invisible characters in a row.
 *
 * @param end the byte after the last
 * @param weight 0 when there is nothing odd about them
 * @param hidesLetters whether the letters around them should be read without them, or in place of them
 */
record InvisibleRun(int end, int weight, boolean hidesLetters, int tags, int selectors, int zeroWidth) {
    /** Of a run that says something once it is decoded. */
    static final int READABLE = 80;

    private static final int LEAST_PAYLOAD = 6;
    private static final int BITS = 8;
    private static final int FEW = 4;

    static InvisibleRun beginningAt(byte[] text, int from, int to, int at) {
        int tags = 0;
        int selectors = 0;
        int zeroWidth = 0;
        int overrides = 0;
        int privates = 0;
        int next = at;
        while (next < to && text[next] < 0) {
            int character = Utf8.at(text, next, to);
            int flag = InvisibleText.flagEnd(text, from, to, next);
            if (flag > next) {
                next = flag;
                continue;
            }
            switch (InvisibleText.kind(character)) {
                case TAG -> tags++;
                case SELECTOR -> selectors++;
                case ZERO_WIDTH -> zeroWidth++;
                case OVERRIDE -> overrides++;
                case PRIVATE -> privates++;
                case SOFT_HYPHEN -> {}
                case LOOKALIKE, NONE -> {
                    if (next > at) {
                        return of(text, from, at, next, tags, selectors, zeroWidth, overrides, privates);
                    }
                    return new InvisibleRun(next + Utf8.length(text[next]), 0, true, 0, 0, 0);
                }
            }
            next += Utf8.length(text[next]);
        }
        return of(text, from, at, Math.min(next, to), tags, selectors, zeroWidth, overrides, privates);
    }

    private static InvisibleRun of(
            byte[] text,
            int from,
            int at,
            int end,
            int tags,
            int selectors,
            int zeroWidth,
            int overrides,
            int privates) {
        int weight = 0;
        if (tags > 0) {
            weight = tags >= FEW ? 45 : 25;
        } else if (selectors >= FEW) {
            weight = 45;
        } else if (zeroWidth >= 2 * BITS) {
            weight = 35;
        } else if (overrides > 0) {
            weight = 15;
        } else if (privates >= InvisibleText.PRIVATE_RUN) {
            weight = 15;
        } else if (zeroWidth >= FEW) {
            weight = 8;
        } else if (zeroWidth > 0) {
            weight = 2;
        }
        boolean followsLetter = at > from && ByteClass.isAsciiLetter(text[at - 1]);
        return new InvisibleRun(end, weight, followsLetter && privates == 0, tags, selectors, zeroWidth);
    }

    boolean mayCarry() {
        return tags >= LEAST_PAYLOAD || selectors >= LEAST_PAYLOAD || zeroWidth >= LEAST_PAYLOAD * BITS;
    }

    /** What the run may say. */
    List<byte[]> payloads(byte[] text, int at, int most) {
        var payloads = new ArrayList<byte[]>(2);
        if (tags >= LEAST_PAYLOAD || selectors >= LEAST_PAYLOAD) {
            payloads.add(Decoding.selectorsAndTags(text, at, end, most));
        } else {
            payloads.add(Decoding.zeroWidth(text, at, end, 0x200C, most));
            payloads.add(Decoding.zeroWidth(text, at, end, 0x200B, most));
        }
        return payloads;
    }
}
