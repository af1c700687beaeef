package dev.tollgate.core.scan.phone;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/** Groups of digits with what people put between those of a phone number. It reads at most 48 bytes. */
final class DigitGroups {
    static final int SPACE = 1;
    static final int DASH = 2;
    static final int DOT = 4;
    static final int SLASH = 8;

    private static final int MOST_BYTES = 48;
    private static final int MOST_GROUPS = 8;
    private static final int MOST_DIGITS = 20;
    private static final long TOO_LONG = -1;

    private final byte[] text;
    private final byte[] digits = new byte[MOST_DIGITS];
    private final int[] ends = new int[MOST_GROUPS];
    private final int[] counts = new int[MOST_GROUPS];
    private final int[] separators = new int[MOST_GROUPS];
    private final long[] lengths = new long[MOST_GROUPS];
    private final int latest;
    private final boolean isBehindOpen;
    private int groups;
    private int inParentheses = -1;
    private int at;
    private boolean goesOn;

    /**
     * @param from where the text begins
     * @param at the first digit, or the parenthesis in front of it
     */
    DigitGroups(byte[] text, int from, int at, int to) {
        this.text = text;
        this.isBehindOpen = at - 1 > from && text[at - 1] == '+' && text[at - 2] == '(';
        this.latest = Math.min(to, at + MOST_BYTES);
        this.at = at;
        int separator = 0;
        do {
            if (!group(separator)) {
                goesOn = true;
                return;
            }
            separator = separator();
        } while (separator >= 0);
    }

    int groups() {
        return groups;
    }

    /** The byte after a group and its closing parenthesis. */
    int end(int group) {
        return ends[group];
    }

    /** Of all groups up to this one. */
    int digits(int group) {
        return counts[group];
    }

    /** 0 to 9. */
    int digit(int place) {
        return digits[place];
    }

    /** The one that stands in parentheses; -1 when none does. */
    int inParentheses() {
        return inParentheses;
    }

    /** What stands between the first groups, up to this one. */
    int separators(int group) {
        int all = 0;
        for (int i = 1; i <= group; i++) {
            all |= separators[i];
        }
        return all;
    }

    /** Whether more digits stand behind this group, with one space between. */
    boolean goesOnWithSpace(int group) {
        return group + 1 < groups
                ? separators[group + 1] == SPACE
                : goesOn && at > ends[group] && text[ends[group]] == ' ';
    }

    /** Four bits for the length of each group up to this one, the first highest; -1 when one is longer than 15 digits. */
    long lengths(int group) {
        return lengths[group];
    }

    private boolean group(int separator) {
        boolean isOpen = at < latest && text[at] == '(';
        int from = isOpen ? at + 1 : at;
        int place = from;
        int count = groups == 0 ? 0 : counts[groups - 1];
        while (place < latest && isDigit(text[place]) && count < MOST_DIGITS) {
            digits[count++] = (byte) (text[place++] - '0');
        }
        boolean isLate = isBehindOpen && groups == 0;
        boolean isClosed = (isOpen || isLate) && place < latest && text[place] == ')';
        if (place == from || isOpen && !isClosed || groups == MOST_GROUPS || isOpen && inParentheses >= 0) {
            return false;
        }
        if (place < latest && isLetter(place) && !isExtension(place)) {
            return false;
        }
        at = isClosed ? place + 1 : place;
        inParentheses = isClosed ? groups : inParentheses;
        int length = groups == 0 ? count : count - counts[groups - 1];
        long before = groups == 0 ? 0 : lengths[groups - 1];
        lengths[groups] = length > 15 || before == TOO_LONG ? TOO_LONG : before << 4 | length;
        counts[groups] = count;
        ends[groups] = at;
        separators[groups++] = separator;
        return true;
    }

    /** Chinese, Japanese and Korean are written without spaces. */
    private boolean isLetter(int place) {
        byte b = text[place];
        return b >= 0 ? isAlphanumeric(b) : (b & 0xFF) < 0xE2 && separatorLength(place) == 1;
    }

    /** {@code 212-555-0123x12}. */
    private boolean isExtension(int place) {
        return groups > 0 && (text[place] | 0x20) == 'x' && place + 1 < latest && isDigit(text[place + 1]);
    }

    /** Goes to the next group; -1 when there is none. */
    private int separator() {
        int place = at;
        int kinds = 0;
        int dashes = 0;
        for (int i = 0; i < 3 && place < latest; i++) {
            byte b = text[place];
            if (isDigit(b) || b == '(') {
                break;
            }
            int length = separatorLength(place);
            int kind = kind(b, length);
            if (kind == 0) {
                return -1;
            }
            kinds |= kind;
            dashes += kind == SPACE ? 0 : 1;
            place += length;
        }
        boolean isBehindParenthesis = groups - 1 == inParentheses || place < latest && text[place] == '(';
        boolean isNext = place < latest && (isDigit(text[place]) || text[place] == '(');
        if (!isNext || dashes > 1 || kinds == 0 && !isBehindParenthesis) {
            return -1;
        }
        at = place;
        return kinds;
    }

    private static int kind(byte b, int length) {
        if (length == 2) {
            return SPACE;
        }
        if (length == 3) {
            return DASH;
        }
        return switch (b) {
            case ' ' -> SPACE;
            case '-' -> DASH;
            case '.' -> DOT;
            case '/' -> SLASH;
            default -> 0;
        };
    }

    /** U+00A0, and the hyphens and dashes U+2010 to U+2013, beside ASCII. */
    private int separatorLength(int place) {
        if (place + 1 < latest && text[place] == (byte) 0xC2 && text[place + 1] == (byte) 0xA0) {
            return 2;
        }
        boolean isDash = place + 2 < latest
                && text[place] == (byte) 0xE2
                && text[place + 1] == (byte) 0x80
                && text[place + 2] >= (byte) 0x90
                && text[place + 2] <= (byte) 0x93;
        return isDash ? 3 : 1;
    }
}
