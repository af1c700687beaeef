package dev.tollgate.core.scan.secret;

import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isHex;

/**
 * What a value is made of.
 *
 * @param signs bytes of ASCII that are no letter, digit, space, dash, underscore, dot or slash
 * @param joints dashes, underscores, dots and slashes
 * @param foreign bytes beyond ASCII
 * @param random bytes in parts in which letters, capital letters and digits take turns as in no word
 */
record ValueShape(
        int length, int lowers, int uppers, int digits, int signs, int joints, int spaces, int foreign, int random) {
    private static final int SHORTEST_PART = 6;
    private static final int FEW_TURNS = 2;
    private static final int LONG_PART = 12;

    /** So many small letters in a row may be of a word. */
    private static final int WORD = 3;

    private static final int LONG_WORD = 4;

    private static final int UUID_LENGTH = 36;

    static ValueShape of(byte[] text, int from, int to) {
        int lowers = 0;
        int uppers = 0;
        int digits = 0;
        int signs = 0;
        int joints = 0;
        int spaces = 0;
        int foreign = 0;
        int random = 0;
        int part = from;
        for (int i = from; i <= to; i++) {
            boolean isInPart = i < to && (isAsciiLetter(text[i]) || isDigit(text[i]));
            if (!isInPart) {
                random += isRandom(text, part, i) ? i - part : 0;
                part = i + 1;
            }
            if (i == to) {
                break;
            }
            byte b = text[i];
            if (b < 0) {
                foreign++;
            } else if (isDigit(b)) {
                digits++;
            } else if (b >= 'a' && b <= 'z') {
                lowers++;
            } else if (b >= 'A' && b <= 'Z') {
                uppers++;
            } else if (b == '-' || b == '_' || b == '.' || b == '/') {
                joints++;
            } else if (b <= ' ') {
                spaces++;
            } else {
                signs++;
            }
        }
        return new ValueShape(to - from, lowers, uppers, digits, signs, joints, spaces, foreign, random);
    }

    /** Letters and digits take turns, and what letters there are make few words: a capital and small letters, or these alone. */
    private static boolean isRandom(byte[] text, int from, int to) {
        int length = to - from;
        if (length < SHORTEST_PART) {
            return false;
        }
        int turns = 0;
        int cases = 0;
        int uppers = 0;
        int inWords = 0;
        int inLongWords = 0;
        int run = 0;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            boolean isDigit = isDigit(b);
            boolean isLower = b >= 'a';
            uppers += !isDigit && !isLower ? 1 : 0;
            run = isLower ? run + 1 : 0;
            inWords += inWord(run, WORD);
            inLongWords += inWord(run, LONG_WORD);
            if (i > from) {
                boolean wasDigit = isDigit(text[i - 1]);
                turns += isDigit != wasDigit ? 1 : 0;
                cases += !isDigit && !wasDigit && isLower != text[i - 1] >= 'a' ? 1 : 0;
            }
        }
        boolean isMixed = uppers > 0 && cases > 0;
        if (turns > FEW_TURNS) {
            return !isMixed || inLongWords * 5 < length * 3;
        }
        boolean hasFewWords = inWords * 2 < length;
        if (turns > 0) {
            return isMixed && hasFewWords && (turns == FEW_TURNS ? cases > 1 || uppers > 1 : cases > 3);
        }
        return length >= LONG_PART && hasFewWords && cases * 5 > length * 2;
    }

    /** What this small letter adds to the bytes in words: with the one that makes it a word, all before it and a capital. */
    private static int inWord(int run, int least) {
        return run == least ? least + 1 : run > least ? 1 : 0;
    }

    static boolean isUuid(byte[] text, int from, int to) {
        if (to - from != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean isDash = i == 8 || i == 13 || i == 18 || i == 23;
            if (isDash ? text[from + i] != '-' : !isHex(text[from + i])) {
                return false;
            }
        }
        return true;
    }

    static boolean isHexOnly(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isHex(text[i])) {
                return false;
            }
        }
        return to > from;
    }
}
