package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.ByteClass;

import static dev.tollgate.core.scan.ByteClass.isLetter;

/** How the words of names are written. */
final class NameText {
    private static final int LONGEST_WORD = 40;

    private NameText() {}

    /** A capital letter of ASCII, Latin-1 or Latin Extended-A stands here. */
    static boolean isCapital(byte[] text, int to, int at) {
        if (at >= to) {
            return false;
        }
        byte b = text[at];
        if (b >= 0) {
            return b >= 'A' && b <= 'Z';
        }
        if (at + 1 == to) {
            return false;
        }
        int next = text[at + 1] & 0xFF;
        return switch (b & 0xFF) {
            case 0xC3 -> next <= 0x9E && next != 0x97;
            // Up to Ķ capitals are even, then odd up to Ň, even up to Ŷ, and odd again.
            case 0xC4 -> next <= 0xB7 ? next % 2 == 0 : next % 2 == 1;
            case 0xC5 -> next >= 0x8A && next <= 0xB7 ? next % 2 == 0 : next % 2 == 1;
            default -> false;
        };
    }

    /** The end of the letters that begin here. */
    static int lettersEnd(byte[] text, int at, int to) {
        int end = at;
        int latest = Math.min(to, at + LONGEST_WORD);
        while (end < latest && isLetter(text[end])) {
            end++;
        }
        return end;
    }

    /** The end of the word with what hyphens and apostrophes join to it: {@code Anne-Marie}, {@code O'Neil}. */
    static int wordEnd(byte[] text, int at, int to) {
        int end = lettersEnd(text, at, to);
        for (int joined = 0; joined < 3 && end > at; joined++) {
            int next = afterJoint(text, end, to);
            if (next == end || !isCapital(text, to, next)) {
                break;
            }
            end = lettersEnd(text, next, to);
        }
        return end;
    }

    private static int afterJoint(byte[] text, int at, int to) {
        if (at < to && (text[at] == '-' || text[at] == '\'')) {
            return at + 1;
        }
        boolean isCurved =
                at + 2 < to && text[at] == (byte) 0xE2 && text[at + 1] == (byte) 0x80 && text[at + 2] == (byte) 0x99;
        return isCurved ? at + 3 : at;
    }

    /** Two letters or more, and none of ASCII's small. */
    static boolean isShouted(byte[] text, int from, int to) {
        if (to - from < 2) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text[i] >= 'a' && text[i] <= 'z') {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes from here are this, in either case. */
    static boolean isAt(byte[] text, int at, int to, byte[] word) {
        if (to - at < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (ByteClass.lower(text[at + i]) != word[i]) {
                return false;
            }
        }
        return true;
    }

    static int skipSpaces(byte[] text, int at, int to, int most) {
        int next = at;
        while (next < to && next - at < most && text[next] == ' ') {
            next++;
        }
        return next;
    }
}
