package dev.tollgate.core.scan;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isHex;

/** What programs write into most of their answers and what is nobody's: it is passed over as a whole. */
final class MachineText {
    /** {@code 9} is a digit. */
    private static final String TIMESTAMP = "9999-99-99T99:99:99";

    private static final int UUID = 36;

    private MachineText() {}

    /**
     * The byte after a UUID (RFC 9562, section 4) or a point in time (RFC 3339, section 5.6, to the second) that begins here;
     * {@code start} when none does.
     *
     * @param start of a group of letters and digits
     * @param end the byte after the group
     */
    static int end(byte[] text, int start, int end, int to) {
        if (end == to || text[end] != '-') {
            return start;
        }
        return switch (end - start) {
            case 8 -> isUuid(text, start, to) ? start + UUID : start;
            case 4 -> isTimestamp(text, start, to) ? start + TIMESTAMP.length() : start;
            default -> start;
        };
    }

    private static boolean isUuid(byte[] text, int start, int to) {
        int end = start + UUID;
        if (end > to || end < to && isAlphanumeric(text[end])) {
            return false;
        }
        for (int i = 0; i < UUID; i++) {
            boolean isDash = i == 8 || i == 13 || i == 18 || i == 23;
            if (isDash ? text[start + i] != '-' : !isHex(text[start + i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTimestamp(byte[] text, int start, int to) {
        if (start + TIMESTAMP.length() > to) {
            return false;
        }
        for (int i = 0; i < TIMESTAMP.length(); i++) {
            byte b = text[start + i];
            char wanted = TIMESTAMP.charAt(i);
            if (wanted == '9' ? !isDigit(b) : b != wanted) {
                return false;
            }
        }
        return true;
    }
}
