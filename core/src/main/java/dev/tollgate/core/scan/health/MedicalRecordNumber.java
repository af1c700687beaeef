package dev.tollgate.core.scan.health;

import dev.tollgate.core.scan.BehindLabel;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

/**
 * Numbers of medical records and patients: each hospital has its own, so that they are found behind a label only. UUIDs,
 * which are keys of rows, are none.
 */
public final class MedicalRecordNumber {
    private static final int LONGEST = 18;
    private static final int LEAST_DIGITS = 4;
    private static final int FOUND = 55;

    /** @param end the byte after a label, or the first of a field with such a name */
    public void behindLabel(byte[] text, int to, int end, Sink sink) {
        int start = BehindLabel.start(text, to, end);
        if (start < 0) {
            return;
        }
        int last = BehindLabel.tokenEnd(text, start, to, LONGEST);
        if (HealthNumber.is(text, start, last, LEAST_DIGITS)) {
            sink.found(PersonalType.MEDICAL_RECORD_NUMBER, start, last, FOUND);
        }
    }
}
