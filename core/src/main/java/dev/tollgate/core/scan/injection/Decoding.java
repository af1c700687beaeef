package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.ByteClass;
import java.util.Arrays;

/**
 * Reads what is written in another way. What is no text in the end is not worth a look: each of these returns nothing then,
 * mostly after a few bytes.
 */
final class Decoding {
    private static final byte[] NOTHING = {};
    /** In bytes of the encoding. */
    private static final int PROBE = 20;

    private static final int LONGEST_ENTITY = 10;
    private static final int LONGEST_PAUSE = 32;

    /** Follows bytes one by one as long as they may be text. */
    private static final class Plausible {
        private int letters;
        private int length;
        private int following;

        boolean add(int b) {
            length++;
            if (following > 0) {
                following--;
                letters++;
                return (b & 0xC0) == 0x80;
            }
            if (b >= 0x80) {
                following = Utf8.length((byte) b) - 1;
                letters++;
                boolean isRestOfCharacter = (b & 0xC0) == 0x80 && length <= 3;
                return following > 0 || isRestOfCharacter;
            }
            letters += ByteClass.isAlphanumeric((byte) b) || b == ' ' ? 1 : 0;
            return b >= ' ' && b != 0x7F || b == '\n' || b == '\t' || b == '\r';
        }

        boolean hasLetters() {
            return letters * 3 >= length;
        }
    }

    private Decoding() {}

    /** Base 64 (RFC 4648) in either alphabet, with line breaks. */
    static byte[] base64(byte[] text, int from, int to, int most) {
        var out = new byte[Math.min(most, (to - from) / 4 * 3 + 3)];
        int length = 0;
        int bits = 0;
        int kept = 0;
        for (int at = from; at < to && length < out.length; at++) {
            int value = ByteClass.sextet(text[at]);
            if (value < 0) {
                continue;
            }
            bits = bits << 6 | value;
            kept += 6;
            if (kept >= 8) {
                kept -= 8;
                out[length++] = (byte) (bits >> kept);
            }
        }
        return length == out.length ? out : Arrays.copyOf(out, length);
    }

    /** Whether the first bytes of what may be base 64 come to text. */
    static boolean beginsBase64Text(byte[] text, int from, int to) {
        var plausible = new Plausible();
        int bits = 0;
        int kept = 0;
        int end = Math.min(to, from + PROBE);
        for (int at = from; at < end; at++) {
            int value = ByteClass.sextet(text[at]);
            if (value < 0) {
                return false;
            }
            bits = bits << 6 | value;
            kept += 6;
            if (kept >= 8) {
                kept -= 8;
                if (!plausible.add(bits >> kept & 0xFF)) {
                    return false;
                }
            }
        }
        return end == from + PROBE && plausible.hasLetters();
    }

    static byte[] hex(byte[] text, int from, int to, int most) {
        int length = Math.min(most, (to - from) / 2);
        var out = new byte[length];
        for (int i = 0; i < length; i++) {
            out[i] = (byte) (digit(text[from + 2 * i]) << 4 | digit(text[from + 2 * i + 1]));
        }
        return isText(out) ? out : NOTHING;
    }

    /** Whether the first bytes of hexadecimal digits come to text. */
    static boolean beginsHexText(byte[] text, int from, int to) {
        var plausible = new Plausible();
        int end = Math.min(to - 1, from + PROBE);
        for (int at = from; at < end; at += 2) {
            if (!plausible.add(digit(text[at]) << 4 | digit(text[at + 1]))) {
                return false;
            }
        }
        return plausible.hasLetters();
    }

    private static int digit(byte b) {
        return b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;
    }

    /** Percent encoding (RFC 3986), {@code +} for a space, and the escapes {@code \x69} and {@code \u0069}. */
    static byte[] escapes(byte[] text, int from, int to, int most) {
        var out = new byte[Math.min(most, to - from)];
        int length = 0;
        int decoded = 0;
        int at = from;
        while (at < to && length < out.length) {
            int digits = escapeDigits(text, at, to);
            if (digits > 0) {
                out[length++] = (byte) (digit(text[at + digits]) << 4 | digit(text[at + digits + 1]));
                at += digits + 2;
                decoded++;
            } else {
                out[length++] = text[at] == '+' ? (byte) ' ' : text[at];
                at++;
            }
        }
        return decoded == 0 ? NOTHING : Arrays.copyOf(out, length);
    }

    /** How far behind its start an escape has its two digits; 0 where there is none. */
    private static int escapeDigits(byte[] text, int at, int to) {
        int ahead = switch (text[at]) {
            case '%' -> 1;
            case '\\' -> at + 1 < to && text[at + 1] == 'x' ? 2 : isShortUnicode(text, at, to) ? 4 : 0;
            default -> 0;
        };
        return ahead > 0
                        && at + ahead + 1 < to
                        && ByteClass.isHex(text[at + ahead])
                        && ByteClass.isHex(text[at + ahead + 1])
                ? ahead
                : 0;
    }

    private static boolean isShortUnicode(byte[] text, int at, int to) {
        return at + 3 < to && text[at + 1] == 'u' && text[at + 2] == '0' && text[at + 3] == '0';
    }

    /** Numeric character references of HTML; at least four must be such as nobody needs. */
    static byte[] entities(byte[] text, int from, int to, int most) {
        var out = new byte[Math.min(most, to - from)];
        int length = 0;
        int needless = 0;
        int at = from;
        while (at < to && length + 4 <= out.length) {
            int end = entityEnd(text, at, to);
            if (end > at) {
                int character = entity(text, at, end);
                needless += isNeedless(character) ? 1 : 0;
                length += Utf8.write(character, out, length);
                at = end;
            } else {
                out[length++] = text[at++];
            }
        }
        return needless < 4 ? NOTHING : Arrays.copyOf(out, length);
    }

    /** Whether a character that nobody needs a reference for is written as one here: a letter, or one without width. */
    static boolean isNeedlessEntity(byte[] text, int at, int to) {
        int end = entityEnd(text, at, to);
        return end > at && isNeedless(entity(text, at, end));
    }

    private static boolean isNeedless(int character) {
        return character < 128
                ? ByteClass.isAlphanumeric((byte) character)
                : InvisibleText.kind(character) == InvisibleText.Kind.TAG
                        || InvisibleText.kind(character) == InvisibleText.Kind.SELECTOR;
    }

    /** The first byte of references that stand in a row up to this one. */
    static int entitiesStart(byte[] text, int from, int start) {
        int begin = start;
        for (int at = start - 1; at >= from && begin - at <= LONGEST_ENTITY; at--) {
            if (text[at] == '&' && entityEnd(text, at, begin) == begin) {
                begin = at;
            }
        }
        return begin;
    }

    /** The byte after references that stand in a row, or with a few bytes between them. */
    static int entitiesEnd(byte[] text, int from, int to) {
        int last = from;
        int at = from;
        while (at < to && at - last < LONGEST_PAUSE) {
            int end = entityEnd(text, at, to);
            if (end > at) {
                last = end;
            }
            at = Math.max(end, at + 1);
        }
        return last;
    }

    private static int entityEnd(byte[] text, int at, int to) {
        if (text[at] != '&' || at + 3 >= to || text[at + 1] != '#') {
            return at;
        }
        boolean isHex = (text[at + 2] | 0x20) == 'x';
        int end = at + (isHex ? 3 : 2);
        int latest = Math.min(to, at + LONGEST_ENTITY);
        while (end < latest && (isHex ? ByteClass.isHex(text[end]) : ByteClass.isDigit(text[end]))) {
            end++;
        }
        return end < to && text[end] == ';' ? end + 1 : end > at + 3 ? end : at;
    }

    private static int entity(byte[] text, int at, int end) {
        boolean isHex = (text[at + 2] | 0x20) == 'x';
        int character = 0;
        for (int i = at + (isHex ? 3 : 2); i < end && text[i] != ';'; i++) {
            character = character * (isHex ? 16 : 10) + digit(text[i]);
        }
        return Math.min(character, Character.MAX_CODE_POINT);
    }

    static byte[] rot13(byte[] text, int from, int to) {
        byte[] out = Arrays.copyOfRange(text, from, to);
        for (int i = 0; i < out.length; i++) {
            if (ByteClass.isAsciiLetter(out[i])) {
                int base = out[i] >= 'a' ? 'a' : 'A';
                out[i] = (byte) (base + (out[i] - base + 13) % 26);
            }
        }
        return out;
    }

    /** What tags say, each a character of ASCII, and variation selectors, each a byte. */
    static byte[] selectorsAndTags(byte[] text, int from, int to, int most) {
        var out = new byte[Math.min(most, (to - from) / 3)];
        int length = 0;
        for (int at = from; at < to && length < out.length; at += Utf8.length(text[at])) {
            int character = Utf8.at(text, at, to);
            if (character >= 0xE0020 && character < 0xE007F) {
                out[length++] = (byte) (character - 0xE0000);
            } else if (character >= 0xE0100 && character <= 0xE01EF) {
                out[length++] = (byte) (character - 0xE0100 + 16);
            } else if (character >= 0xFE00 && character <= 0xFE0F) {
                out[length++] = (byte) (character - 0xFE00);
            }
        }
        return Arrays.copyOf(out, length);
    }

    /**
     * Bits written as two characters without width, eight to a byte, the first the highest.
     *
     * @param one the character that is a 1
     */
    static byte[] zeroWidth(byte[] text, int from, int to, int one, int most) {
        var out = new byte[Math.min(most, (to - from) / 24 + 1)];
        int length = 0;
        int bits = 0;
        int kept = 0;
        for (int at = from; at < to && length < out.length; at += Utf8.length(text[at])) {
            int character = Utf8.at(text, at, to);
            if (character != 0x200B && character != 0x200C) {
                continue;
            }
            bits = bits << 1 | (character == one ? 1 : 0);
            if (++kept == 8) {
                out[length++] = (byte) bits;
                kept = 0;
            }
        }
        return Arrays.copyOf(out, length);
    }

    /** Whether a third of it is letters and spaces, and nothing of it controls a terminal. */
    static boolean isText(byte[] bytes) {
        int letters = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < ' ' && b != '\n' && b != '\t' && b != '\r' || b == 0x7F) {
                return false;
            }
            if (b < 0) {
                int length = Utf8.length(b);
                if (length == 1 || i + length <= bytes.length && Utf8.at(bytes, i, bytes.length) == Utf8.NONE) {
                    return false;
                }
                letters += length;
                i += length - 1;
            } else if (ByteClass.isAlphanumeric(b) || b == ' ') {
                letters++;
            }
        }
        return bytes.length >= 4 && letters * 3 >= bytes.length;
    }
}
