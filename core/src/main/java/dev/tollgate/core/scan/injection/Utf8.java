package dev.tollgate.core.scan.injection;

/** Characters of UTF-8 told by their bytes. Text that is no UTF-8 is read on, a byte at a time. */
final class Utf8 {
    /** What {@link #at} returns where no character begins. */
    static final int NONE = -1;

    private Utf8() {}

    /** Of the character with this first byte, in bytes; 1 for what is none. */
    static int length(byte lead) {
        int b = lead & 0xFF;
        return b < 0xC2 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : b < 0xF5 ? 4 : 1;
    }

    /** The code point of the character that begins here. */
    static int at(byte[] text, int at, int to) {
        byte lead = text[at];
        if (lead >= 0) {
            return lead;
        }
        int length = length(lead);
        if (length == 1 || at + length > to) {
            return NONE;
        }
        int character = lead & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            if ((text[at + i] & 0xC0) != 0x80) {
                return NONE;
            }
            character = character << 6 | text[at + i] & 0x3F;
        }
        return character;
    }

    /** @return how many bytes were written */
    static int write(int character, byte[] out, int at) {
        if (character < 0x80) {
            out[at] = (byte) character;
            return 1;
        }
        int length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
        for (int i = length - 1, rest = character; i > 0; i--, rest >>= 6) {
            out[at + i] = (byte) (0x80 | rest & 0x3F);
        }
        out[at] = (byte) (0xF00 >> length & 0xF0 | character >> 6 * (length - 1));
        return length;
    }

    /** The first byte of the character that ends before {@code at}. */
    static int before(byte[] text, int from, int at) {
        int start = at - 1;
        while (start > from && at - start < 4 && (text[start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }

    /** Whether a byte beyond ASCII belongs to a letter, and not to punctuation, a symbol or an emoji. */
    static boolean isLetter(byte[] text, int at, int to) {
        int b = text[at] & 0xFF;
        if (b < 0xC0) {
            return true;
        }
        return b >= 0xC3
                && b != 0xE2
                && b != 0xEF
                && b != 0xF0
                && b != 0xF3
                && !isIdeographic(text, at, to)
                && !isDanda(text, at, to);
    }

    /** U+0964, which ends sentences in Hindi. */
    private static boolean isDanda(byte[] text, int at, int to) {
        return at + 3 <= to && text[at] == (byte) 0xE0 && text[at + 1] == (byte) 0xA5 && text[at + 2] == (byte) 0xA4;
    }

    /** Kana, Chinese characters and Hangul, whose words have endings without a space; but not their punctuation. */
    static boolean isIdeographic(byte[] text, int at, int to) {
        int b = text[at] & 0xFF;
        return b >= 0xE3 && b <= 0xED && at + 3 <= to && !(b == 0xE3 && text[at + 1] == (byte) 0x80);
    }

    static boolean isApostrophe(byte[] text, int at, int to) {
        return at + 3 <= to && text[at] == (byte) 0xE2 && text[at + 1] == (byte) 0x80 && text[at + 2] == (byte) 0x99;
    }

    /** U+3002, U+0964 and the full-width exclamation and question marks. */
    static boolean isFullStop(byte[] text, int at, int to) {
        int character = at(text, at, to);
        return character == 0x3002 || character == 0x964 || character == 0xFF01 || character == 0xFF1F;
    }
}
