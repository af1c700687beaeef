package dev.tollgate.core.scan.thing;

import dev.tollgate.core.scan.BehindLabel;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/**
 * Vehicle identification numbers: 17 letters and digits without I, O and Q (ISO 3779). The ninth is a check digit where
 * North America's rules hold (49 CFR 565.15(c)), which makers elsewhere follow or not. Without a label only numbers in
 * capital letters with a fitting check digit are found that end, as nearly all do, in five digits, and have a maker's
 * code (ISO 3780) and a model year that exist.
 */
public final class VehicleId {
    private static final int LENGTH = 17;
    private static final int SERIAL = 5;
    private static final int CHECK_DIGIT = 8;
    private static final int MODEL_YEAR = 9;
    private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private static final String LETTER_VALUES = "12345678123457923456789";
    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final int LEAST_LETTERS = 3;

    private static final int ALONE = 80;
    private static final int WITH_LABEL = 60;

    /** @param start the first byte of a group of letters and digits */
    public void look(byte[] text, int start, int end, Sink sink) {
        if (end - start != LENGTH || !endsInDigits(text, end)) {
            return;
        }
        int letters = 0;
        for (int i = start; i < end; i++) {
            if (value(text[i]) < 0) {
                return;
            }
            letters += isDigit(text[i]) ? 0 : 1;
        }
        byte year = text[start + MODEL_YEAR];
        boolean hasYear = year != '0' && year != 'U' && year != 'Z';
        if (letters >= LEAST_LETTERS && hasYear && text[start] != '0' && hasCheckDigit(text, start)) {
            sink.found(PersonalType.VEHICLE_ID, start, end, ALONE);
        }
    }

    /** @param end the byte after a label, or the first of a field with such a name */
    public void behindLabel(byte[] text, int to, int end, Sink sink) {
        int start = BehindLabel.start(text, to, end);
        if (start < 0 || start + LENGTH > to || start + LENGTH < to && isAlphanumeric(text[start + LENGTH])) {
            return;
        }
        int digits = 0;
        for (int i = start; i < start + LENGTH; i++) {
            byte b = text[i] >= 'a' && text[i] <= 'z' ? (byte) (text[i] - 32) : text[i];
            if (value(b) < 0) {
                return;
            }
            digits += isDigit(b) ? 1 : 0;
        }
        if (digits >= 4 && digits < LENGTH) {
            sink.found(PersonalType.VEHICLE_ID, start, start + LENGTH, WITH_LABEL);
        }
    }

    private static boolean endsInDigits(byte[] text, int end) {
        for (int i = end - SERIAL; i < end; i++) {
            if (!isDigit(text[i])) {
                return false;
            }
        }
        return true;
    }

    static boolean hasCheckDigit(byte[] text, int start) {
        int sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            sum += WEIGHTS[i] * value(text[start + i]);
        }
        byte expected = sum % 11 == 10 ? (byte) 'X' : (byte) ('0' + sum % 11);
        return text[start + CHECK_DIGIT] == expected;
    }

    /** Of a digit or capital letter; -1 for all else. */
    private static int value(byte b) {
        if (isDigit(b)) {
            return b - '0';
        }
        int letter = b < 0 ? -1 : LETTERS.indexOf(b);
        return letter < 0 ? -1 : LETTER_VALUES.charAt(letter) - '0';
    }
}
