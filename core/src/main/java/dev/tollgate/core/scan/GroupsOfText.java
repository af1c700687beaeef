package dev.tollgate.core.scan;

import dev.tollgate.core.scan.injection.InjectionScan;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/**
 * Looks at the groups of letters of ASCII and digits of one text that have a digit, each once, and remembers how far what
 * spans more of them was read.
 */
final class GroupsOfText {
    private static final int LONGEST_GROUP = 90;

    /** Nothing that stands alone has fewer letters and digits. */
    private static final int SHORTEST_ALONE = 4;

    private static final boolean[] GOES_ON = goesOn();

    /** In digits. */
    private static final int LONGEST_AGE = 3;

    /** Its first byte. */
    private static final byte DEGREE_SIGN = (byte) 0xC2;

    private final NumberDetectors detectors;
    private final byte[] text;
    private final int from;
    private final int to;
    private final Pass pass;
    private final NumbersOfText numbers;
    private int read;
    private int placesRead;
    private int networkRead;
    private int phonesRead;

    GroupsOfText(NumberDetectors detectors, byte[] text, int from, int to, Pass pass, NumbersOfText numbers) {
        this.detectors = detectors;
        this.text = text;
        this.from = from;
        this.to = to;
        this.pass = pass;
        this.numbers = numbers;
        this.read = from;
        this.networkRead = from;
    }

    NumbersOfText numbers() {
        return numbers;
    }

    void colon(int at) {
        if (at < networkRead) {
            return;
        }
        // A pair of letters: what has a digit is looked at there.
        int pair = Math.max(from, at - 2);
        int end = detectors.mac().look(text, from, to, pair, pass);
        networkRead = end > pair ? end : detectors.ip().lookV6(text, from, to, at, pass);
    }

    /** {@code +} or {@code (} in front of a digit. */
    void phoneSign(int at) {
        if (at + 1 < to && (isDigit(text[at + 1]) || text[at] == '+' && text[at + 1] == '(')) {
            phone(at);
        }
    }

    /** Looks at the group in which this digit is. */
    void digit(int at) {
        if (at < read) {
            return;
        }
        age(at);
        int start = at;
        while (start > from && start > read && isOfGroup(text[start - 1])) {
            start--;
        }
        int end = at + 1;
        while (end < to && isOfGroup(text[end])) {
            end++;
        }
        int machineEnd = MachineText.end(text, start, end, to);
        if (machineEnd > start) {
            read = machineEnd;
            networkRead = Math.max(networkRead, machineEnd);
            return;
        }
        read = end;
        if (InjectionScan.mayBeEncoded(text, to, start, end)) {
            pass.encodedGroup(start, end);
        }
        if (at - start <= LONGEST_GROUP && end - start <= LONGEST_GROUP) {
            group(start, end);
        }
        if (at > start && text[at - 1] < 0) {
            phone(at);
        }
    }

    /** The first digits of the group, unless a letter stands before them: {@code 93yo}. */
    private void age(int at) {
        if (at > from && isAsciiLetter(text[at - 1])) {
            return;
        }
        int end = at + 1;
        while (end < to && end - at <= LONGEST_AGE && isDigit(text[end])) {
            end++;
        }
        if (end - at <= LONGEST_AGE && !isAmongNumbers(at, end)) {
            detectors.ages().look(text, from, to, at, end, pass);
        }
    }

    /** {@code 2} of {@code 1 2 3}. */
    private boolean isAmongNumbers(int start, int end) {
        return start - 2 >= from
                && end + 1 < to
                && text[start - 1] == ' '
                && text[end] == ' '
                && isDigit(text[start - 2])
                && isDigit(text[end + 1]);
    }

    /** Letters of other scripts stand right beside numbers in languages without spaces. */
    static boolean isOfGroup(byte b) {
        return b >= 0 && isAlphanumeric(b);
    }

    private void group(int start, int end) {
        int length = end - start;
        int whole = detectors.byForm(text, from, to, start, end, pass);
        if (whole > start) {
            read = Math.max(read, whole);
            return;
        }
        detectors.iban().look(text, to, start, pass);
        if (length > detectors.shapes().longest()) {
            return;
        }
        if (length == 2 && isJoined(start, end) || length == 4 && isDotted(start, end)) {
            mac(start, length);
        }
        if (length < SHORTEST_ALONE && !goesOn(end) && !isBehind(start)) {
            return;
        }
        detectors.addresses().look(text, from, to, start, end, pass);
        if (isDigit(text[start])) {
            if (length <= 3 && end < to && text[end] == '.') {
                detectors.ip().lookV4(text, from, to, start, pass);
                place(start);
            } else if (length <= 3 && end < to && text[end] == DEGREE_SIGN) {
                place(start);
            }
            phone(start);
        }
        numbers.group(start);
    }

    private void phone(int start) {
        if (start >= phonesRead) {
            phonesRead = detectors.phone().look(text, from, to, start, pass);
        }
    }

    private void place(int start) {
        if (start >= placesRead) {
            placesRead = detectors.geo().look(text, from, to, start, pass);
        }
    }

    /** Something that a short group may be the first part of; {@code 12,} and {@code 12"} are none. */
    private boolean goesOn(int end) {
        if (end == to) {
            return false;
        }
        byte next = text[end];
        return next < 0 || GOES_ON[next] || next == ',' && end + 1 < to && text[end + 1] == ' ';
    }

    /** Something that a short group may be the last part of. */
    private boolean isBehind(int start) {
        return start > from
                && (text[start - 1] == ' '
                        || text[start - 1] == '-'
                        || text[start - 1] == '.'
                        || text[start - 1] == '('
                        || text[start - 1] < 0);
    }

    private static boolean[] goesOn() {
        var goesOn = new boolean[128];
        for (char sign : " -./()+'_&".toCharArray()) {
            goesOn[sign] = true;
        }
        return goesOn;
    }

    /** To another pair, by a sign that pairs of an address have between them. */
    private boolean isJoined(int start, int end) {
        return start > from && (text[start - 1] == ':' || text[start - 1] == '-')
                || end < to && (text[end] == ':' || text[end] == '-');
    }

    private boolean isDotted(int start, int end) {
        return start > from && text[start - 1] == '.' || end < to && text[end] == '.';
    }

    private static boolean isBetweenPairs(byte b) {
        return b == ':' || b == '-' || b == '.';
    }

    /** Pairs without a digit may stand in front of the first pair with one. */
    private void mac(int start, int length) {
        int first = start;
        int step = length + 1;
        for (int i = 0; i < 5 && first - step >= from && ByteClass.isHex(text[first - 2]); i++) {
            byte separator = text[first - 1];
            boolean isPair = isBetweenPairs(separator)
                    && ByteClass.isHex(text[first - step])
                    && (first - step == from
                            || text[first - step - 1] == separator
                            || !isAlphanumeric(text[first - step - 1]));
            if (!isPair) {
                break;
            }
            first -= step;
        }
        if (first >= networkRead || first == start) {
            networkRead = Math.max(networkRead, detectors.mac().look(text, from, to, first, pass));
        }
    }
}
