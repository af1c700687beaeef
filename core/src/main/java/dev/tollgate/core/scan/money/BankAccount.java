package dev.tollgate.core.scan.money;

import dev.tollgate.core.scan.BehindLabel;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/**
 * Numbers of bank accounts as their countries write them, behind a label only: 6 to 20 digits; routing numbers of the
 * USA with their check digit (ABA, Routing Number Policy), sort codes of the UK, BSB numbers of Australia. What begins
 * with letters is an IBAN or none.
 */
public final class BankAccount {
    private static final int LEAST_DIGITS = 6;
    private static final int MOST_DIGITS = 20;
    private static final int MOST_GROUPS = 5;
    private static final int ROUTING_DIGITS = 9;
    private static final int ACCOUNT = 50;
    private static final int ROUTING = 60;

    /** @param end the byte after a label, or the first of a field with such a name */
    public void behindLabel(byte[] text, int from, int to, int end, Sink sink) {
        int start = BehindLabel.start(text, to, end);
        if (start < 0 || !isDigit(text[start]) || isOfCloud(text, from, end)) {
            return;
        }
        int last = endOfNumber(text, start, to);
        if (last > start) {
            boolean isRouting = last - start == ROUTING_DIGITS && isRouting(text, start);
            sink.found(PersonalType.BANK_ACCOUNT, start, last, isRouting ? ROUTING : ACCOUNT);
        }
    }

    /** Groups are read on only until they are enough: what follows may be a date. */
    private static int endOfNumber(byte[] text, int start, int to) {
        int latest = Math.min(to, start + MOST_DIGITS + MOST_GROUPS);
        int digits = 0;
        int at = start;
        for (int group = 0; group < MOST_GROUPS; group++) {
            int from = at;
            while (at < latest && isDigit(text[at])) {
                at++;
            }
            digits += at - from;
            boolean isSeparator = at < latest && (text[at] == ' ' || text[at] == '-' || text[at] == '/');
            boolean goesOn = isSeparator && at + 1 < latest && isDigit(text[at + 1]);
            boolean isDash = goesOn && text[at] != ' ';
            if (!goesOn || digits >= LEAST_DIGITS && !isDash && digits - (at - from) == 0) {
                break;
            }
            at++;
        }
        boolean isCut = at < to
                && (isAlphanumeric(text[at]) && text[at] >= 0
                        || at + 1 < to
                                && (text[at] == '.' || text[at] == ',' || text[at] == '-' || text[at] == ':')
                                && isDigit(text[at + 1]));
        return isCut || digits < LEAST_DIGITS || digits > MOST_DIGITS || isDate(text, start, at) ? start : at;
    }

    /** {@code 2026-11-24}. */
    private static boolean isDate(byte[] text, int start, int end) {
        return end - start == 10
                && (text[start + 4] == '-' || text[start + 4] == '/')
                && text[start + 7] == text[start + 4];
    }

    /** Weights 3, 7, 1; the first two digits are a Federal Reserve district, a thrift, or an electronic one. */
    static boolean isRouting(byte[] text, int start) {
        int sum = 0;
        for (int i = 0; i < ROUTING_DIGITS; i++) {
            if (!isDigit(text[start + i])) {
                return false;
            }
            int weight = i % 3 == 0 ? 3 : i % 3 == 1 ? 7 : 1;
            sum += weight * (text[start + i] - '0');
        }
        int district = (text[start] - '0') * 10 + text[start + 1] - '0';
        boolean isDistrict = district >= 1 && district <= 12
                || district >= 21 && district <= 32
                || district >= 61 && district <= 72
                || district == 80;
        return isDistrict && sum % 10 == 0;
    }

    /** {@code AWS account number 123456789012} is no bank's. */
    private static boolean isOfCloud(byte[] text, int from, int end) {
        for (int i = Math.max(from, end - 24); i + 3 <= end; i++) {
            if ((text[i] | 0x20) == 'a'
                    && (text[i + 1] | 0x20) == 'w'
                    && (text[i + 2] | 0x20) == 's'
                    && (i == from || !isAlphanumeric(text[i - 1]))) {
                return true;
            }
        }
        return false;
    }
}
