package dev.tollgate.core.scan.network;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isHex;

/** IP addresses: four decimal numbers (RFC 6943, section 3.1.1, the strict form), and RFC 4291, section 2.2. */
public final class IpAddressText {
    private static final int LONGEST_V4 = 15;
    private static final int LONGEST_V6 = 45;
    private static final int GROUPS = 8;

    /** Of four small numbers, which may be a version as well. */
    private static final int PERHAPS = 45;

    private static final int SURE = 85;

    /** @param at the first digit of a group of digits that no letter, digit or dot stands before */
    public int lookV4(byte[] text, int from, int to, int at, Sink sink) {
        if (isBehindMore(text, from, at)) {
            return at;
        }
        int end = endOfV4(text, at, to);
        if (end < 0 || goesOn(text, to, end)) {
            return at;
        }
        boolean hasOneDigitEach = end - at == 7;
        sink.found(PersonalType.IP_ADDRESS, at, end, hasOneDigitEach || isVersion(text, from, at) ? PERHAPS : SURE);
        return end;
    }

    private static int endOfV4(byte[] text, int at, int to) {
        int latest = Math.min(to, at + LONGEST_V4);
        int i = at;
        for (int part = 0; part < 4; part++) {
            int start = i;
            int value = 0;
            while (i < latest && isDigit(text[i]) && i - start < 3) {
                value = value * 10 + text[i++] - '0';
            }
            boolean isNumber = i > start && value <= 255 && (i - start == 1 || text[start] != '0');
            if (!isNumber) {
                return -1;
            }
            if (part < 3 && (i >= latest || text[i++] != '.')) {
                return -1;
            }
        }
        return i;
    }

    private static boolean goesOn(byte[] text, int to, int end) {
        return end < to && isAlphanumeric(text[end])
                || end + 1 < to && (text[end] == '.' || text[end] == '-') && isAlphanumeric(text[end + 1]);
    }

    private static boolean isBehindMore(byte[] text, int from, int start) {
        return start > from + 1
                && (text[start - 1] == '.' || text[start - 1] == '-')
                && isAlphanumeric(text[start - 2]);
    }

    /** {@code v1.20.30.40}, {@code version 1.20.30.40}, {@code Chrome/120.0.10.12}, {@code lib-1.20.30.40}. */
    private static boolean isVersion(byte[] text, int from, int at) {
        if (at == from) {
            return false;
        }
        byte before = text[at - 1];
        if (before == '/') {
            return at - 2 >= from && text[at - 2] != '/' && isAlphanumeric(text[at - 2]);
        }
        if (before == '~' || before == '^' || before == 'v' || before == 'V') {
            return true;
        }
        int i = at - 1;
        while (i > from && at - i < 4 && (text[i] == ' ' || text[i] == ':' || text[i] == '=')) {
            i--;
        }
        return endsWith(text, from, i + 1, "version") || endsWith(text, from, i + 1, "release");
    }

    private static boolean endsWith(byte[] text, int from, int end, String word) {
        if (end - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((text[end - word.length() + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param at a colon
     * @return the byte after what was read
     */
    public int lookV6(byte[] text, int from, int to, int at, Sink sink) {
        int start = at;
        while (start > from && at - start < 4 && isHex(text[start - 1])) {
            start--;
        }
        if (start > from && (isAlphanumeric(text[start - 1]) || text[start - 1] == ':')) {
            return at + 1;
        }
        int latest = Math.min(to, start + LONGEST_V6);
        int groups = 0;
        int elision = -1;
        int wide = 0;
        int i = start;
        while (i < latest && groups < GROUPS) {
            int group = i;
            while (i < latest && i - group < 4 && isHex(text[i])) {
                i++;
            }
            if (i > group) {
                if (i < latest && text[i] == '.' && (groups == 6 || elision >= 0)) {
                    int v4 = endOfV4(text, group, to);
                    if (v4 > 0) {
                        groups += 2;
                        i = v4;
                        break;
                    }
                }
                groups++;
                wide = Math.max(wide, i - group);
            }
            if (i + 1 < latest && text[i] == ':' && text[i + 1] == ':') {
                if (elision >= 0) {
                    return i;
                }
                elision = groups;
                i += 2;
            } else if (i + 1 < latest && text[i] == ':' && i > group && isHex(text[i + 1]) && groups < GROUPS) {
                i++;
            } else {
                break;
            }
        }
        boolean isWhole = elision >= 0 ? groups < GROUPS && groups >= 2 : groups == GROUPS;
        boolean isCut = i < to && (isAlphanumeric(text[i]) || text[i] == ':' && i + 1 < to && isHex(text[i + 1]));
        if (isWhole && !isCut && hasDigitOrIsWide(text, start, i, wide)) {
            sink.found(PersonalType.IP_ADDRESS, start, i, elision >= 0 && groups < 3 ? 60 : 90);
        }
        return Math.max(i, at + 1);
    }

    /** {@code add::dec} is a name of C++ or Rust. */
    private static boolean hasDigitOrIsWide(byte[] text, int start, int end, int wide) {
        for (int i = start; i < end; i++) {
            if (isDigit(text[i])) {
                return true;
            }
        }
        return wide == 4 && end - start > 15;
    }
}
