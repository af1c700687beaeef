package dev.tollgate.core.scan;

import java.util.Arrays;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A text in the characters that its readers take it for: with plain spaces and hyphens, without what is invisible inside of
 * words and numbers, with the digits and letters of ASCII in place of wide ones, and with what HTML, URLs and JSON write for
 * {@code @} and a space. Most texts have nothing of the kind.
 */
final class FoldedText {
    private static final int NOTHING = 0;
    private static final int REMOVED = 0xFF;

    /** First bytes of what may be folded. */
    private static final boolean[] FIRST = new boolean[256];

    private static final byte[][] SPELLED = {
        bytes("%40"), bytes("&#64;"), bytes("&#x40;"), bytes("&commat;"), bytes("\\u0040"),
        bytes("%20"), bytes("&nbsp;"), bytes("&#160;"), bytes("&#xa0;"), bytes("\\u00a0")
    };
    private static final int SPELLED_SIGNS = 5;

    static {
        for (int first : new int[] {0xC2, 0xE2, 0xE3, 0xEF, '%', '&', '\\'}) {
            FIRST[first] = true;
        }
    }

    private final byte[] bytes;
    private final int start;
    private int length;

    /** Where each change stands in what is left, doubled, and one more when a byte is left of it. */
    private int[] places = new int[16];

    /** How much further back everything behind a change stands in the text itself. */
    private int[] shifts = new int[16];

    private int changes;

    private FoldedText(int from, int most) {
        this.start = from;
        this.bytes = new byte[most];
    }

    /** Empty when it is the same. */
    static Optional<FoldedText> of(byte[] text, int from, int to) {
        int first = firstChange(text, from, to);
        if (first == to) {
            return Optional.empty();
        }
        var folded = new FoldedText(from, to - from);
        folded.copy(text, from, first);
        int at = first;
        while (at < to) {
            int fold = fold(text, from, at, to);
            if (fold == NOTHING) {
                folded.bytes[folded.length++] = text[at++];
            } else {
                at += fold >> 8;
                folded.change((byte) fold, at);
            }
        }
        return Optional.of(folded);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** The same finding in the text itself. */
    Finding unfolded(Finding found) {
        int start = found.from() + shift(2 * found.from());
        int end = found.to() + shift(2 * found.to() - 1);
        return new Finding(found.type(), start, end, found.confidence());
    }

    /** Of the last change whose place is not above. */
    private int shift(int place) {
        int low = 0;
        int high = changes;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places[middle] <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? start : shifts[low - 1];
    }

    private void copy(byte[] text, int from, int to) {
        System.arraycopy(text, from, bytes, 0, to - from);
        length = to - from;
    }

    private void change(byte left, int end) {
        if (changes == places.length) {
            places = Arrays.copyOf(places, changes * 2);
            shifts = Arrays.copyOf(shifts, changes * 2);
        }
        boolean isLeft = left != (byte) REMOVED;
        places[changes] = 2 * length + (isLeft ? 1 : 0);
        if (isLeft) {
            bytes[length++] = left;
        }
        shifts[changes++] = end - length;
    }

    private static int firstChange(byte[] text, int from, int to) {
        int at = from;
        while (at < to) {
            if (at + EightBytes.LENGTH <= to && !mayHoldFirst(EightBytes.of(text, at))) {
                at += EightBytes.LENGTH;
                continue;
            }
            int end = Math.min(to, at + EightBytes.LENGTH);
            for (; at < end; at++) {
                if (FIRST[text[at] & 0xFF] && fold(text, from, at, to) != NOTHING) {
                    return at;
                }
            }
        }
        return to;
    }

    /** Whether one of eight bytes is beyond ASCII, or begins a spelling. */
    private static boolean mayHoldFirst(long eight) {
        return EightBytes.isAny(
                eight | EightBytes.like(eight, '%') | EightBytes.like(eight, '&') | EightBytes.like(eight, '\\'));
    }

    /** How many bytes are folded here, times 256, and what is left of them. */
    private static int fold(byte[] text, int from, int at, int to) {
        return switch (text[at] & 0xFF) {
            case 0xC2, 0xE2, 0xE3, 0xEF -> character(text, from, at, to);
            case '%', '&', '\\' -> spelled(text, from, at, to);
            default -> NOTHING;
        };
    }

    private static int character(byte[] text, int from, int at, int to) {
        int length = text[at] == (byte) 0xC2 ? 2 : 3;
        if (at + length > to) {
            return NOTHING;
        }
        int code = text[at + 1] & 0x3F;
        code = length == 2 ? 0x80 | code : (text[at] & 0xF) << 12 | code << 6 | text[at + 2] & 0x3F;
        if (code >= 0xFF01 && code <= 0xFF5E) {
            int plain = code - 0xFEE0;
            boolean isOfWord = ByteClass.isAlphanumeric((byte) plain) || isJoint((byte) plain);
            return isOfWord ? length << 8 | plain : NOTHING;
        }
        if (code == 0xA0 || code >= 0x2000 && code <= 0x200A || code == 0x202F || code == 0x205F || code == 0x3000) {
            return length << 8 | ' ';
        }
        if (code >= 0x2010 && code <= 0x2015 || code == 0x2212) {
            return isInWord(text, from, at, at + length, to) ? length << 8 | '-' : NOTHING;
        }
        return isInvisible(code) && isInWord(text, from, at, at + length, to) ? length << 8 | REMOVED : NOTHING;
    }

    private static boolean isInvisible(int code) {
        return code == 0xAD || code >= 0x200B && code <= 0x200D || code == 0x2060 || code == 0xFEFF;
    }

    /** Whether letters or digits of ASCII, or what joins them, stand on both sides: in other scripts these have a meaning. */
    private static boolean isInWord(byte[] text, int from, int start, int end, int to) {
        return start > from && isOfWord(text[start - 1], true) && end < to && isOfWord(text[end], false);
    }

    /** @param isBefore whether what is invisible may end here, or begin */
    private static boolean isOfWord(byte b, boolean isBefore) {
        boolean mayBeInvisible = isBefore
                ? b == (byte) 0x8B
                        || b == (byte) 0x8C
                        || b == (byte) 0x8D
                        || b == (byte) 0xA0
                        || b == (byte) 0xBF
                        || b == (byte) 0xAD
                : b == (byte) 0xC2 || b == (byte) 0xE2 || b == (byte) 0xEF;
        return b >= 0 && (ByteClass.isAlphanumeric(b) || isJoint(b)) || mayBeInvisible;
    }

    private static boolean isJoint(byte b) {
        return b == '@' || b == '.' || b == '-' || b == '_' || b == '+';
    }

    private static int spelled(byte[] text, int from, int at, int to) {
        for (int i = 0; i < SPELLED.length; i++) {
            byte[] spelling = SPELLED[i];
            int end = at + spelling.length;
            boolean isThis = end < to
                    && at > from
                    && equalsIgnoringCase(text, at, spelling)
                    && ByteClass.isAlphanumeric(text[end]);
            if (isThis) {
                return spelling.length << 8 | (i < SPELLED_SIGNS ? '@' : ' ');
            }
        }
        return NOTHING;
    }

    private static boolean equalsIgnoringCase(byte[] text, int at, byte[] small) {
        for (int i = 0; i < small.length; i++) {
            byte b = text[at + i];
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != small[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
