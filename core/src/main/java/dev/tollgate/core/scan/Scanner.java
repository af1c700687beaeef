package dev.tollgate.core.scan;

import java.util.List;

/**
 * Finds personal data and secrets in one pass over a text. It may be shared by threads. Its work is linear in the text,
 * whatever that is: each byte is read once for words and anchors, and around an anchor a bounded number of bytes.
 */
public final class Scanner {
    private static final int NO_ANCHOR = 0;
    private static final int DIGIT = 1;
    private static final int AT_SIGN = 2;
    private static final int COLON = 3;
    private static final int PHONE_SIGN = 4;

    /** The shortest value of any type. */
    private static final int SHORTEST = 3;

    private final Detectors detectors = new Detectors();
    private final Keywords words = detectors.words();
    private final FieldNames fieldNames = detectors.fieldNames();
    private final byte[] anchors = anchors();

    /** What the name of a JSON field says of its value. */
    public Field field(String name) {
        return fieldNames.field(name);
    }

    /**
     * @param text UTF-8, of which the bytes from {@code from} to {@code to} are looked at
     * @return in the order in which they stand, without overlaps
     */
    public List<Finding> scan(byte[] text, int from, int to, Field field) {
        if (field == Field.NONE) {
            int first = firstOfInterest(text, from, to);
            return first == to ? List.of() : scan(text, from, to, new Pass(detectors, text, from, to, field));
        }
        var pass = new Pass(detectors, text, from, to, field);
        pass.readField();
        return scan(text, from, to, pass);
    }

    /** Most texts of a JSON document have nothing to look at; this is all that is done for them. */
    private int firstOfInterest(byte[] text, int from, int to) {
        if (to - from < SHORTEST) {
            return to;
        }
        int state = Keywords.START;
        for (int at = from; at < to; at++) {
            byte b = text[at];
            state = words.next(state, b);
            if (words.isEnd(state) || anchors[b & 0xFF] != NO_ANCHOR) {
                return at;
            }
        }
        return to;
    }

    private List<Finding> scan(byte[] text, int from, int to, Pass pass) {
        int state = Keywords.START;
        for (int at = from; at < to; at++) {
            byte b = text[at];
            state = words.next(state, b);
            if (words.isEnd(state)) {
                for (int word : words.endingAt(state)) {
                    pass.word(word, at + 1);
                }
            }
            switch (anchors[b & 0xFF]) {
                case DIGIT -> pass.digit(at);
                case AT_SIGN -> pass.atSign(at);
                case COLON -> pass.colon(at);
                case PHONE_SIGN -> pass.phoneSign(at);
                default -> {}
            }
        }
        return pass.findings();
    }

    private static byte[] anchors() {
        var anchors = new byte[256];
        for (int digit = '0'; digit <= '9'; digit++) {
            anchors[digit] = DIGIT;
        }
        anchors['@'] = AT_SIGN;
        anchors[':'] = COLON;
        anchors['+'] = PHONE_SIGN;
        anchors['('] = PHONE_SIGN;
        return anchors;
    }
}
