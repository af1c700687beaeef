package dev.tollgate.core.scan;

/** What single bytes of UTF-8 are. Each byte of a character beyond ASCII counts as a letter. */
public final class ByteClass {
    private static final byte DIGIT = 1;
    private static final byte LETTER = 2;
    private static final byte HEX_LETTER = 4;
    private static final byte[] CLASSES = classes();

    private ByteClass() {}

    public static boolean isDigit(byte b) {
        return (CLASSES[b & 0xFF] & DIGIT) != 0;
    }

    /** Of any script. */
    public static boolean isLetter(byte b) {
        return (CLASSES[b & 0xFF] & LETTER) != 0;
    }

    /** A to Z in either case. */
    public static boolean isAsciiLetter(byte b) {
        return b >= 0 && isLetter(b);
    }

    public static boolean isHex(byte b) {
        return (CLASSES[b & 0xFF] & (DIGIT | HEX_LETTER)) != 0;
    }

    /** A letter of any script, or a digit. */
    public static boolean isAlphanumeric(byte b) {
        return (CLASSES[b & 0xFF] & (DIGIT | LETTER)) != 0;
    }

    /** The letter in lower case; anything else as it is. */
    public static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    /**
     * Whether a mark of punctuation begins here that is no letter though its bytes are beyond ASCII: dashes, quotation marks
     * and the like (U+2000 to U+206F), and those of East Asian typography, such as an ideographic full stop or a wide
     * parenthesis (U+3000 to U+303F, and the signs of U+FF01 to U+FF65).
     */
    public static boolean isMark(byte[] text, int at, int to) {
        if (at + 3 > to) {
            return false;
        }
        int second = text[at + 1] & 0xFF;
        int third = text[at + 2] & 0xFF;
        if ((text[at] & 0xFF) == 0xE2) {
            return second == 0x80 || second == 0x81;
        }
        if ((text[at] & 0xFF) == 0xE3) {
            return second == 0x80;
        }
        boolean isBeforeLetters = second == 0xBC && (third < 0x90 || third >= 0x9A && third < 0xA1 || third >= 0xBB);
        boolean isBehindLetters = second == 0xBD && third >= 0x9B && third < 0xA6;
        return (text[at] & 0xFF) == 0xEF && (isBeforeLetters || isBehindLetters);
    }

    /** Whether a word could begin at this place: no letter or digit stands before it. */
    public static boolean isStart(byte[] text, int from, int at) {
        return at == from || !isAlphanumeric(text[at - 1]);
    }

    /** Whether a word could end before this place. */
    public static boolean isEnd(byte[] text, int to, int at) {
        return at == to || !isAlphanumeric(text[at]);
    }

    private static byte[] classes() {
        var classes = new byte[256];
        for (int b = '0'; b <= '9'; b++) {
            classes[b] = DIGIT;
        }
        for (int b = 'a'; b <= 'z'; b++) {
            byte letter = b <= 'f' ? LETTER | HEX_LETTER : LETTER;
            classes[b] = letter;
            classes[b - 'a' + 'A'] = letter;
        }
        for (int b = 128; b < 256; b++) {
            classes[b] = LETTER;
        }
        return classes;
    }

    /** The six bits that a letter of base 64 stands for, in either alphabet (RFC 4648, sections 4 and 5); -1 for any other. */
    public static int sextet(byte b) {
        if (b >= 'A' && b <= 'Z') {
            return b - 'A';
        }
        if (b >= 'a' && b <= 'z') {
            return b - 'a' + 26;
        }
        if (b >= '0' && b <= '9') {
            return b - '0' + 52;
        }
        return b == '+' || b == '-' ? 62 : b == '/' || b == '_' ? 63 : -1;
    }
}
