package dev.tollgate.core.scan.money;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;
import java.nio.charset.StandardCharsets;

import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isHex;

/**
 * What the magnetic stripe of a card holds: tracks 1 and 2 of ISO/IEC 7813, and track 2 as chips give it (EMV Book 3,
 * tag 57: {@code D} for {@code =}, {@code F} to fill up). With the check digit of the number, a month, and a service code.
 */
public final class TrackData {
    private static final int LONGEST_NAME = 26;
    private static final int MOST_TRACK_1 = 79;
    private static final int MOST_TRACK_2 = 40;

    /** Expiry date and service code. */
    private static final int FIXED_DIGITS = 7;

    private static final int CERTAIN = 98;

    /**
     * @param start the first byte of a group of letters and digits
     * @return the byte after what was found; {@code start} when nothing was
     */
    public int look(byte[] text, int from, int to, int start, Sink sink) {
        boolean isTrack1 = text[start] == 'B' || text[start] == 'b';
        int number = isTrack1 ? start + 1 : start;
        int latest = Math.min(to, number + PaymentCard.LONGEST + 1);
        int end = number;
        while (end < latest && isDigit(text[end])) {
            end++;
        }
        int length = end - number;
        if (length < PaymentCard.SHORTEST || length > PaymentCard.LONGEST || end == to) {
            return start;
        }
        byte separator = text[end];
        int last = isTrack1 && separator == '^' ? endOfTrack1(text, to, start, end) : start;
        if (!isTrack1 && (separator == '=' || separator == 'D' || separator == 'd')) {
            last = endOfTrack2(text, to, start, end);
        }
        if (last == start || !isCard(text, number, end)) {
            return start;
        }
        byte sentinel = isTrack1 ? (byte) '%' : (byte) ';';
        boolean hasSentinel = start > from && text[start - 1] == sentinel;
        sink.found(PersonalType.CARD_TRACK_DATA, hasSentinel ? start - 1 : start, last, CERTAIN);
        return last;
    }

    private static boolean isCard(byte[] text, int from, int to) {
        return PaymentCard.isAny(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private static int endOfTrack1(byte[] text, int to, int start, int caret) {
        int latest = Math.min(to, start + MOST_TRACK_1);
        int name = caret + 1;
        int at = name;
        while (at < latest && at - name <= LONGEST_NAME && text[at] >= ' ' && text[at] != '^' && text[at] != '?') {
            at++;
        }
        if (at == name || at >= latest || text[at] != '^' || !isFixed(text, latest, at + 1)) {
            return start;
        }
        at += 1 + FIXED_DIGITS;
        while (at < latest
                && text[at] > ' '
                && text[at] < 'a'
                && text[at] != '?'
                && text[at] != '"'
                && text[at] != '<') {
            at++;
        }
        return at < latest && text[at] == '?' ? at + 1 : at;
    }

    private static int endOfTrack2(byte[] text, int to, int start, int separator) {
        int latest = Math.min(to, start + MOST_TRACK_2);
        if (!isFixed(text, latest, separator + 1)) {
            return start;
        }
        int at = separator + 1 + FIXED_DIGITS;
        boolean isOfChip = text[separator] != '=';
        while (at < latest && (isDigit(text[at]) || isOfChip && isHex(text[at]))) {
            at++;
        }
        return at < latest && text[at] == '?' ? at + 1 : at;
    }

    /** Year and month, and a service code of three digits. */
    private static boolean isFixed(byte[] text, int latest, int at) {
        if (at + FIXED_DIGITS > latest) {
            return false;
        }
        for (int i = at; i < at + FIXED_DIGITS; i++) {
            if (!isDigit(text[i])) {
                return false;
            }
        }
        int month = (text[at + 2] - '0') * 10 + text[at + 3] - '0';
        return month >= 1 && month <= 12;
    }
}
