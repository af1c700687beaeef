package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.ByteClass;

/**
 * Characters that people do not see, and letters that look like others. What scripts, emoji and files need of them is left
 * alone: joiners in Persian, Arabic and Indic words and in emoji, tags in flags (Unicode Technical Standard 51), single
 * variation selectors (also of the Ideographic Variation Database), soft hyphens, marks and isolates of direction, and a
 * byte order mark at the start.
 */
final class InvisibleText {
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int CANCEL_TAG = 0xE007F;
    private static final int LONGEST_FLAG = 7;

    /** Of the private use areas; fewer are icons. */
    static final int PRIVATE_RUN = 8;

    enum Kind {
        NONE,
        TAG,
        SELECTOR,
        ZERO_WIDTH,
        OVERRIDE,
        PRIVATE,
        SOFT_HYPHEN,
        /** A letter that can be taken for a Latin one. */
        LOOKALIKE
    }

    private InvisibleText() {}

    /** Whether the first byte of a character may be of one that matters here. */
    static boolean mayBegin(byte lead) {
        return switch (lead & 0xFF) {
            case 0xC2, 0xCE, 0xCF, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xE1, 0xE2, 0xEE, 0xEF, 0xF0, 0xF3, 0xF4 ->
                true;
            default -> false;
        };
    }

    /** Whether a character that {@link #mayBegin} here is one to look at. Cheap; most are not. */
    static boolean isOfInterest(byte[] text, int from, int to, int at) {
        int lead = text[at] & 0xFF;
        if (lead == 0xE2 && (at + 2 >= to || !isInvisiblePunctuation(text[at + 1] & 0xFF, text[at + 2] & 0xFF))
                || lead == 0xC2 && (at + 1 >= to || text[at + 1] != (byte) 0xAD)
                || lead == 0xF0 && (at + 1 >= to || text[at + 1] != (byte) 0x9D)
                || lead >= 0xCE && lead <= 0xD6 && (at == from || !ByteClass.isAsciiLetter(text[at - 1]))) {
            return false;
        }
        int character = Utf8.at(text, at, to);
        return switch (kind(character)) {
            case NONE, PRIVATE -> isPrivateRun(character, text, at, to);
            case TAG, OVERRIDE -> true;
            case LOOKALIKE -> isBesideLetters(character, text, from, to, at);
            case SELECTOR -> isSelectorRun(text, from, to, at);
            case SOFT_HYPHEN -> true;
            case ZERO_WIDTH -> !isNeeded(character, text, from, to, at);
        };
    }

    /** U+200B to U+200D, U+202A to U+202E, U+2060 to U+2064, and circled letters. */
    private static boolean isInvisiblePunctuation(int second, int third) {
        return second == 0x80 && (third >= 0x8B && third <= 0x8D || third >= 0xAA && third <= 0xAE)
                || second == 0x81 && third >= 0xA0 && third <= 0xA4
                || second == 0x92 && third >= 0xB6
                || second == 0x93 && third <= 0xA9;
    }

    static Kind kind(int character) {
        if (character >= 0xE0000 && character <= CANCEL_TAG) {
            return Kind.TAG;
        }
        if (character >= 0xFE00 && character <= 0xFE0F || character >= 0xE0100 && character <= 0xE01EF) {
            return Kind.SELECTOR;
        }
        if (character == 0x202D || character == 0x202E) {
            return Kind.OVERRIDE;
        }
        if (character >= 0xE000 && character <= 0xF8FF || character >= 0xF0000) {
            return Kind.PRIVATE;
        }
        if (character == 0xAD) {
            return Kind.SOFT_HYPHEN;
        }
        if (character >= 0x200B && character <= 0x200D
                || character >= 0x2060 && character <= 0x2064
                || character == 0xFEFF
                || character == 0x180E) {
            return Kind.ZERO_WIDTH;
        }
        return Lookalikes.latin(character) != 0 ? Kind.LOOKALIKE : Kind.NONE;
    }

    private static boolean isPrivateRun(int character, byte[] text, int at, int to) {
        if (kind(character) != Kind.PRIVATE) {
            return false;
        }
        int next = at;
        for (int i = 0; i < PRIVATE_RUN; i++) {
            if (next >= to || kind(Utf8.at(text, next, to)) != Kind.PRIVATE) {
                return false;
            }
            next += Utf8.length(text[next]);
        }
        return true;
    }

    /** Mathematical and full-width letters are whole words; others stand between Latin ones. */
    private static boolean isBesideLetters(int character, byte[] text, int from, int to, int at) {
        if (character < 0x2000) {
            return at > from && ByteClass.isAsciiLetter(text[at - 1]);
        }
        int next = at + Utf8.length(text[at]);
        return next < to && Lookalikes.latin(Utf8.at(text, next, to)) != 0;
    }

    private static boolean isSelectorRun(byte[] text, int from, int to, int at) {
        int next = at + Utf8.length(text[at]);
        return next < to && text[next] < 0 && kind(Utf8.at(text, next, to)) == Kind.SELECTOR || at == from;
    }

    /** A joiner between two characters of a script or emoji that has joiners, or a byte order mark at the start. */
    private static boolean isNeeded(int character, byte[] text, int from, int to, int at) {
        if (character == 0xFEFF) {
            return at == from;
        }
        int next = at + Utf8.length(text[at]);
        boolean isJoiner = character == 0x200C || character == 0x200D;
        return isJoiner
                && at > from
                && text[at - 1] < 0
                && kind(characterBefore(text, from, at)) != Kind.ZERO_WIDTH
                && (next >= to
                        || text[next] >= 0 && !ByteClass.isAlphanumeric(text[next])
                        || text[next] < 0 && kind(Utf8.at(text, next, to)) != Kind.ZERO_WIDTH);
    }

    private static int characterBefore(byte[] text, int from, int at) {
        return Utf8.at(text, Utf8.before(text, from, at), at);
    }

    /** The byte after the flag whose tags begin here; {@code at} when these tags are none of a flag. */
    static int flagEnd(byte[] text, int from, int to, int at) {
        if (at == from || characterBefore(text, from, at) != BLACK_FLAG) {
            return at;
        }
        int next = at;
        for (int i = 0; i < LONGEST_FLAG && next < to; i++) {
            int character = Utf8.at(text, next, to);
            if (kind(character) != Kind.TAG) {
                return at;
            }
            next += Utf8.length(text[next]);
            if (character == CANCEL_TAG) {
                return next;
            }
        }
        return at;
    }
}
