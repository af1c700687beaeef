package dev.tollgate.core.scan.thing;

import dev.tollgate.core.scan.BehindLabel;
import dev.tollgate.core.scan.Keywords;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.ResourceLines;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isHex;
import static dev.tollgate.core.scan.ByteClass.isStart;

/**
 * Numbers of devices, behind a label only: IMEI and IMEISV (3GPP TS 23.003, section 6.2, with Luhn), MEID, IMSI (section
 * 2.2), ICCID (ITU-T E.118: 89, and Luhn), advertising ids as UUIDs, and serial numbers. The number tells by its form
 * what it is: one label means several of them.
 */
public final class DeviceId {
    private static final int MOST_BYTES = 44;
    private static final int SHORTEST_SERIAL = 7;
    private static final int LONGEST_SERIAL = 24;
    private static final int UUID = 36;
    private static final int CHECKED = 68;
    private static final int UNCHECKED = 50;
    private static final int SERIAL = 35;
    private static final int LEAST_TURNS = 3;
    /** From the end of a label back, in bytes. */
    private static final int CONTEXT = 90;

    private final Keywords devices = Keywords.of(ResourceLines.of(DeviceId.class, "devices.txt"));

    /** @param end the byte after a label, or the first of a field with such a name */
    public void behindLabel(byte[] text, int from, int to, int end, Sink sink) {
        int start = BehindLabel.start(text, to, end);
        if (start < 0) {
            return;
        }
        int last = end(text, start, to);
        int confidence = last > start ? confidence(text, start, last) : 0;
        if (confidence == CHECKED
                || confidence > 0 && (end == from || isMixed(text, start, last) || isOfDevice(text, from, end))) {
            sink.found(PersonalType.DEVICE_ID, start, last, confidence);
        }
    }

    /** Letters and digits by turns, as {@code C02XG2JHH7JG}: numbers of parts and certificates are not like that. */
    private static boolean isMixed(byte[] text, int start, int end) {
        int turns = 0;
        for (int i = start + 1; i < end; i++) {
            if (!isAlphanumeric(text[i])) {
                return false;
            }
            turns += isDigit(text[i]) == isDigit(text[i - 1]) ? 0 : 1;
        }
        return turns >= LEAST_TURNS && end - start <= LONGEST_SERIAL;
    }

    /** Certificates and parts have serial numbers as well. */
    private boolean isOfDevice(byte[] text, int from, int end) {
        int state = Keywords.START;
        for (int i = Math.max(from, end - CONTEXT); i < end; i++) {
            state = devices.next(state, text[i]);
            if (devices.isEnd(state)) {
                for (int word : devices.endingAt(state)) {
                    int start = i + 1 - devices.length(word);
                    if (text[start] < 0 || isStart(text, from, start) || isCapital(text[start])) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** {@code theDeviceSerial}. */
    private static boolean isCapital(byte b) {
        return b >= 'A' && b <= 'Z';
    }

    /** {@code 35 209900 176148 1} has spaces. */
    private static int end(byte[] text, int start, int to) {
        int end = BehindLabel.tokenEnd(text, start, to, MOST_BYTES);
        int latest = Math.min(to, start + 24);
        int at = end;
        while (at > start && at - start < 18 && at + 1 < latest && text[at] == ' ' && isDigit(text[at + 1])) {
            at++;
            while (at < latest && isDigit(text[at])) {
                at++;
            }
        }
        boolean isSpaced = at > end && BehindLabel.digits(text, start, at) == 15 && at - start <= 18;
        return isSpaced ? at : end;
    }

    private static int confidence(byte[] text, int start, int end) {
        int digits = BehindLabel.digits(text, start, end);
        int separators = separators(text, start, end);
        int length = end - start - separators;
        if (digits == length) {
            return ofDigits(text, start, end, digits, separators);
        }
        if (end - start == UUID && separators == 4 && isHexAll(text, start, end)) {
            return UNCHECKED;
        }
        boolean isHex = separators == 0 && isHexAll(text, start, end);
        if (isHex && (length == 14 || length == 16 || length == 40)) {
            return UNCHECKED;
        }
        boolean isSerial =
                length >= SHORTEST_SERIAL && length <= LONGEST_SERIAL && digits >= 3 && hasNoDots(text, start, end);
        return isSerial ? SERIAL : 0;
    }

    private static int ofDigits(byte[] text, int start, int end, int digits, int separators) {
        boolean isIccid =
                (digits == 19 || digits == 20 || digits == 18) && text[start] == '8' && text[start + 1] == '9';
        if ((digits == 15 || isIccid) && luhn(text, start, end)) {
            return CHECKED;
        }
        boolean isImsi = digits == 14 || digits == 15 || digits == 16 || isIccid;
        if (isImsi) {
            return UNCHECKED;
        }
        boolean isSerial = digits >= 8 && digits <= LONGEST_SERIAL && separators <= 2 && !isDate(text, start, end);
        return isSerial ? SERIAL : 0;
    }

    private static boolean isDate(byte[] text, int start, int end) {
        return end - start == 10 && !isDigit(text[start + 4]) && !isDigit(text[start + 7])
                || end - start == 10 && !isDigit(text[start + 2]) && !isDigit(text[start + 5]);
    }

    private static int separators(byte[] text, int start, int end) {
        int separators = 0;
        for (int i = start; i < end; i++) {
            separators += text[i] == '-' || text[i] == ' ' || text[i] == '/' || text[i] == '.' ? 1 : 0;
        }
        return separators;
    }

    /** Dots and slashes are in versions, paths and names of hosts. */
    private static boolean hasNoDots(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text[i] == '.' || text[i] == '/') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexAll(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isHex(text[i]) && text[i] != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean luhn(byte[] text, int start, int end) {
        int sum = 0;
        int place = 0;
        for (int i = end - 1; i >= start; i--) {
            if (isDigit(text[i])) {
                int weighted = (text[i] - '0') * (1 + place++ % 2);
                sum += weighted > 9 ? weighted - 9 : weighted;
            }
        }
        return sum % 10 == 0;
    }
}
