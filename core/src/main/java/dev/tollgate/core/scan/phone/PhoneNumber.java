package dev.tollgate.core.scan.phone;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isLetter;

/**
 * Phone numbers: international ones (ITU-T E.164, E.123) by the numbering plans of all calling codes, national ones by
 * the plan and the usual groups of their country, and any of them in one run of digits only behind a label.
 */
public final class PhoneNumber {
    private static final int LEAST_DIGITS = 7;
    private static final int MOST_DIGITS = 15;
    private static final int LONGEST_SEPARATOR = 4;

    /** Behind North America's 1 stands an area, which begins with 2 to 9. */
    private static final byte LEAST_OF_AREA = '2';

    /** Of ASCII, between groups. */
    private static final boolean[] BETWEEN = between();

    private static final int INTERNATIONAL = 95;
    private static final int INTERNATIONAL_IN_ONE_RUN = 85;
    private static final int INTERNATIONAL_BY_ZEROS = 75;

    /** Of a calling code and as long as a number of it may be, but not in the plan: made up, or mistyped. */
    private static final int OUTSIDE_OF_PLAN = 55;

    /** A label adds to these. */
    private static final int LABELLED_IN_PLAN = 50;

    private static final int LABELLED_OUTSIDE_OF_PLAN = 30;

    private final PhonePlan plan = PhonePlan.ofResource();
    private final NationalForms forms = NationalForms.ofResource(plan);

    /**
     * @param at a plus sign or a parenthesis in front of a digit, or the first digit of a group that no letter or digit
     *     stands before
     * @return the byte after what was found; {@code at} when nothing was
     */
    public int look(byte[] text, int from, int to, int at, Sink sink) {
        boolean isLabelled = sink.isLabelled(PersonalType.PHONE_NUMBER, at);
        if (isJoinedBefore(text, from, at, isLabelled)) {
            return at;
        }
        byte first = text[at];
        if (first == '+') {
            return international(text, from, to, at, at + 1, isLabelled, sink);
        }
        if (first == '2' && at > from && text[at - 1] == '%' && at + 2 < to && (text[at + 1] | 0x20) == 'b') {
            return international(text, from, to, at - 1, at + 2, isLabelled, sink);
        }
        if (!isLabelled && !mayBeGrouped(text, at, to)) {
            return at;
        }
        var number = new DigitGroups(text, from, at, to);
        if (number.groups() == 0) {
            return at;
        }
        int found = byZeros(text, to, at, number, isLabelled, sink);
        if (found == at) {
            found = national(text, from, to, at, number, isLabelled, sink);
        }
        return found == at && isLabelled ? labelled(text, from, to, at, number, sink) : found;
    }

    /** Part of a longer number, a price, and without a label of a path or a name. */
    private static boolean isJoinedBefore(byte[] text, int from, int at, boolean isLabelled) {
        if (at == from) {
            return false;
        }
        byte before = text[at - 1];
        if (before == '+' || before == '$' || before == '#' || before == '_' || before == '\\') {
            return true;
        }
        if (text[at] == '+') {
            return before >= 0 && isAlphanumeric(before);
        }
        if (text[at] == '(') {
            return isDigit(before);
        }
        if (at - 1 == from) {
            return false;
        }
        return switch (before) {
            case ':', ',' -> isDigit(text[at - 2]);
            case '-', '.', '/' -> isDigit(text[at - 2]) || !isLabelled && isLetter(text[at - 2]);
            default -> false;
        };
    }

    /** A look at the first two groups. */
    private boolean mayBeGrouped(byte[] text, int at, int to) {
        int first = text[at] == '(' ? at + 1 : at;
        int end = digitsEnd(text, first, to);
        if (end == first || end == to) {
            return false;
        }
        int digit = text[first] - '0';
        boolean isFromAbroad = digit == 0 && end - first > 1 && (text[first + 1] == '0' || text[first + 1] == '1');
        if (!isFromAbroad && !forms.mayBegin(digit, end - first)) {
            return false;
        }
        int second = end;
        int latest = Math.min(to, end + LONGEST_SEPARATOR);
        while (second < latest && !isDigit(text[second])) {
            if (text[second] >= 0 && !BETWEEN[text[second]]) {
                return false;
            }
            second++;
        }
        int behind = digitsEnd(text, second, to);
        if (second == end || behind == second || end - first == 1 && text[second] < LEAST_OF_AREA) {
            return false;
        }
        return isFromAbroad || forms.mayBegin(digit, end - first, behind - second);
    }

    private static boolean[] between() {
        var between = new boolean[128];
        for (char sign : " -./()".toCharArray()) {
            between[sign] = true;
        }
        return between;
    }

    private static int digitsEnd(byte[] text, int at, int to) {
        int latest = Math.min(to, at + MOST_DIGITS + 1);
        int end = at;
        while (end < latest && isDigit(text[end])) {
            end++;
        }
        return end;
    }

    private int international(byte[] text, int from, int to, int start, int digits, boolean isLabelled, Sink sink) {
        var number = new DigitGroups(text, from, digits, to);
        int last = lastInPlan(text, to, number, 0);
        if (last >= 0) {
            sink.found(
                    PersonalType.PHONE_NUMBER,
                    number.inParentheses() == 0 ? start - 1 : start,
                    number.end(last),
                    last == 0 ? INTERNATIONAL_IN_ONE_RUN : INTERNATIONAL);
            return number.end(last);
        }
        return outsideOfPlan(text, to, start, number, isLabelled, sink);
    }

    private int outsideOfPlan(byte[] text, int to, int start, DigitGroups number, boolean isLabelled, Sink sink) {
        for (int last = number.groups() - 1; last >= (isLabelled ? 0 : 2); last--) {
            if (!isJoinedAfter(text, to, number.end(last)) && isOfItsLength(number, number.digits(last))) {
                sink.found(PersonalType.PHONE_NUMBER, start, number.end(last), OUTSIDE_OF_PLAN);
                return number.end(last);
            }
        }
        return start;
    }

    /** Whether some number of this calling code has as many digits; an E.164 number has 8 or more in practice. */
    private boolean isOfItsLength(DigitGroups number, int digits) {
        int place = plan.start();
        int code = codeLength(number);
        if (digits <= code || digits < LEAST_DIGITS + 1 || number.digit(code) == 0) {
            return false;
        }
        for (int i = 0; i < code; i++) {
            place = plan.next(place, number.digit(i));
        }
        return plan.mayGoOn(place, digits - code);
    }

    /** ITU-T E.164, annex D: zones 1 and 7 have one code, the others two digits or three. */
    private static int codeLength(DigitGroups number) {
        return switch (number.digit(0)) {
            case 1, 7 -> 1;
            case 2 -> number.digit(1) == 0 || number.digit(1) == 7 ? 2 : 3;
            case 3 -> number.digit(1) == 5 || number.digit(1) == 7 || number.digit(1) == 8 ? 3 : 2;
            case 4 -> number.digit(1) == 2 ? 3 : 2;
            case 5 -> number.digit(1) == 0 || number.digit(1) == 9 ? 3 : 2;
            case 6 -> number.digit(1) >= 7 ? 3 : 2;
            case 8 ->
                number.digit(1) == 1 || number.digit(1) == 2 || number.digit(1) == 4 || number.digit(1) == 6 ? 2 : 3;
            case 9 -> number.digit(1) == 6 || number.digit(1) == 7 || number.digit(1) == 9 ? 3 : 2;
            default -> 3;
        };
    }

    /**
     * The last group with which a number of the plan ends; -1 when none does. {@code +44 (0)20 7946 0018} has a digit that
     * is not dialled from abroad; {@code +39 (0)6 1234567} one that is.
     */
    private int lastInPlan(byte[] text, int to, DigitGroups number, int skipped) {
        int group = number.inParentheses();
        int last = lastInPlan(text, to, number, skipped, -1);
        if (group <= 0) {
            return last;
        }
        int zero = number.digits(group - 1);
        boolean isZero = number.digits(group) == zero + 1 && number.digit(zero) == 0;
        return isZero ? Math.max(last, lastInPlan(text, to, number, skipped, zero)) : last;
    }

    private int lastInPlan(byte[] text, int to, DigitGroups number, int skipped, int without) {
        int last = -1;
        int place = plan.start();
        int i = skipped;
        for (int group = 0; group < number.groups() && place != PhonePlan.NOWHERE; group++) {
            for (; i < number.digits(group); i++) {
                place = i == without ? place : plan.next(place, number.digit(i));
            }
            if (plan.isEnd(place) && !isJoinedAfter(text, to, number.end(group))) {
                last = group;
            }
        }
        return last;
    }

    /** {@code 0049 30 901820}, and {@code 011 44 20 7946 0018} as North America dials it. */
    private int byZeros(byte[] text, int to, int at, DigitGroups number, boolean isLabelled, Sink sink) {
        int last = number.groups() - 1;
        if (text[at] != '0' || number.digits(last) < LEAST_DIGITS + 2 || last == 0 && !isLabelled) {
            return at;
        }
        int skipped = number.digit(1) == 0 ? 2 : number.digit(1) == 1 && number.digit(2) == 1 ? 3 : 0;
        if (skipped == 0) {
            return at;
        }
        int found = lastInPlan(text, to, number, skipped);
        if (found < (isLabelled ? 0 : 1)) {
            return at;
        }
        sink.found(PersonalType.PHONE_NUMBER, at, number.end(found), INTERNATIONAL_BY_ZEROS);
        return number.end(found);
    }

    private int national(byte[] text, int from, int to, int at, DigitGroups number, boolean isLabelled, Sink sink) {
        for (int last = number.groups() - 1; last > 0; last--) {
            int end = number.end(last);
            if (number.digits(last) > MOST_DIGITS || isJoinedAfter(text, to, end)) {
                continue;
            }
            int alone = forms.alone(number, last);
            boolean isFound =
                    isLabelled ? alone > 0 : alone >= LABELLED_IN_PLAN && isApart(text, from, at, number, last);
            if (isFound && (isLabelled || !sink.isPlain(at))) {
                sink.found(PersonalType.PHONE_NUMBER, at, end, alone);
                return end;
            }
        }
        return at;
    }

    /** Groups with nothing but spaces between them are no number when more digits stand before or behind. */
    private static boolean isApart(byte[] text, int from, int at, DigitGroups number, int last) {
        if (number.inParentheses() >= 0 || number.separators(last) != DigitGroups.SPACE) {
            return true;
        }
        boolean isBehindDigits = at - 1 > from && text[at - 1] == ' ' && isDigit(text[at - 2]);
        return !isBehindDigits && !number.goesOnWithSpace(last);
    }

    /** Behind a label, in whatever groups. */
    private int labelled(byte[] text, int from, int to, int at, DigitGroups number, Sink sink) {
        for (int last = number.groups() - 1; last >= 0; last--) {
            int digits = number.digits(last);
            int end = number.end(last);
            if (digits < LEAST_DIGITS || digits > MOST_DIGITS || isJoinedAfter(text, to, end) || isDate(number, last)) {
                continue;
            }
            if (forms.isNumber(number, digits) || lastInPlan(text, to, number, 0) == last) {
                sink.found(PersonalType.PHONE_NUMBER, at, end, LABELLED_IN_PLAN);
                return end;
            }
            if (isBesideLabel(text, from, at)) {
                sink.found(PersonalType.PHONE_NUMBER, at, end, LABELLED_OUTSIDE_OF_PLAN);
                return end;
            }
        }
        return at;
    }

    /** {@code 2026-11-24} and {@code 24.11.2026}. */
    private static boolean isDate(DigitGroups number, int last) {
        long lengths = number.lengths(Math.min(last, 2));
        return last >= 2 && (lengths == 0x422 || lengths == 0x224);
    }

    /** Nothing but signs between a word and this number; at the start of a field the label is the field's name. */
    private static boolean isBesideLabel(byte[] text, int from, int at) {
        int before = at;
        while (before > from && at - before < 4 && !isAlphanumeric(text[before - 1])) {
            before--;
        }
        return before == from || isLetter(text[before - 1]);
    }

    private static boolean isJoinedAfter(byte[] text, int to, int end) {
        if (end >= to) {
            return false;
        }
        byte after = text[end];
        if (after == '_' || after == '@' || after == '%') {
            return true;
        }
        return end + 1 < to
                && (after == '-' || after == '.' || after == '/' || after == ':' || after == ',')
                && isDigit(text[end + 1]);
    }
}
