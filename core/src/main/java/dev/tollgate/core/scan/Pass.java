package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Phrases.Meaning;
import dev.tollgate.core.scan.id.IdForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isEnd;
import static dev.tollgate.core.scan.ByteClass.isLetter;

/** One pass over one text: what was read so far, and what was found. */
final class Pass implements Sink {
    private static final int LONGEST_GROUP = 90;
    /** Letters in front of a number that may belong to it: {@code AB 12 34 56 C}. */
    private static final int LETTERS_BEFORE = 4;

    /** How far a label reaches. */
    private static final int REACH = 40;

    /** How far it reaches from one value that has it to the next: {@code SSN: 1, 2, 3}. */
    private static final int NEXT_IN_LIST = 4;

    private static final int PLAIN_REACH = 24;
    private static final int LABELLED_MORE = 30;
    private static final int LABELLED_MOST = 95;
    private static final int PLAIN_LESS = 35;
    private static final int UNLABELLED_KEPT = 4;
    private static final int CERTAIN = 90;

    private final Detectors detectors;
    private final byte[] text;
    private final int from;
    private final int to;
    private final Field field;
    private final List<Finding> found = new ArrayList<>();
    private final List<Finding> indicators = new ArrayList<>();
    private final int[] labelledUntil = new int[PersonalType.values().length];
    private final List<Finding> unlabelled = new ArrayList<>();
    private int plainUntil;
    private int numbersRead;
    private int numbersSettled;
    private int placesRead;
    private int networkRead;
    private int valuesRead;

    Pass(Detectors detectors, byte[] text, int from, int to, Field field) {
        this.detectors = detectors;
        this.text = text;
        this.from = from;
        this.to = to;
        this.field = field;
        this.plainUntil = field.isPlain() ? to : from;
        this.numbersRead = from;
        this.networkRead = from;
        for (PersonalType type : field.personal()) {
            labelledUntil[type.ordinal()] = to + 1;
        }
    }

    Findings findings() {
        return found.isEmpty() && indicators.isEmpty()
                ? Findings.NONE
                : new Findings(Overlaps.resolved(found), indicators);
    }

    @Override
    public void found(FindingType type, int start, int end, int confidence) {
        if (type instanceof Indicator) {
            indicators.add(new Finding(type, start, end, confidence));
            return;
        }
        int sure = confidence;
        if (type instanceof PersonalType personal) {
            if (isLabelled(personal, start)) {
                sure = Math.max(confidence, Math.min(LABELLED_MOST, confidence + LABELLED_MORE));
                extendLabel(personal, end);
            }
        }
        found.add(new Finding(type, start, end, sure));
    }

    @Override
    public int valuesRead() {
        return valuesRead;
    }

    @Override
    public void valueRead(int end) {
        valuesRead = Math.max(valuesRead, end);
    }

    /** Reads the field's value as a whole, as its name says. */
    void readField() {
        field.secret().ifPresent(named -> detectors.secrets().lookField(named, text, from, to, this));
        for (PersonalType type : field.personal()) {
            detectors.personalField(type, text, from, to, this);
        }
    }

    /** @param word that ends before {@code end} */
    void word(int word, int end) {
        detectors.look(word, text, from, to, end, this);
    }

    /** @param end the byte after the phrase */
    void phrase(Meaning meaning, int length, int end) {
        int start = end - length;
        if (start > from && isLetter(text[start - 1]) && isLetter(text[start])) {
            return;
        }
        boolean isPlural = end < to && text[end] == 's';
        int after = isPlural ? end + 1 : end;
        if (after < to && isLetter(text[after]) && isLetter(text[after - 1]) && text[after] >= 0) {
            return;
        }
        if (meaning.types().isEmpty()) {
            plainUntil = Math.max(plainUntil, after + PLAIN_REACH);
            forgetLabels();
            return;
        }
        if (!field.isPlain()) {
            plainUntil = from;
        }
        for (PersonalType type : meaning.types()) {
            labelledUntil[type.ordinal()] = Math.max(labelledUntil[type.ordinal()], after + REACH);
            labelBehind(type, start);
        }
    }

    private void forgetLabels() {
        for (int i = 0; i < labelledUntil.length; i++) {
            if (labelledUntil[i] <= to) {
                labelledUntil[i] = 0;
            }
        }
    }

    /** {@code 078-05-1120 (SSN)}, {@code 078-05-1120 is my SSN}. */
    private void labelBehind(PersonalType type, int label) {
        for (Finding number : unlabelled) {
            if (number.type() == type && isBehind(number.to(), label)) {
                found.add(number);
            }
        }
    }

    private boolean isBehind(int end, int label) {
        if (label <= end || label - end > 12) {
            return false;
        }
        if (text[end] == '(' || end + 1 < label && text[end] == ' ' && text[end + 1] == '(') {
            return true;
        }
        return label - end >= 4
                && text[end] == ' '
                && text[end + 1] == 'i'
                && text[end + 2] == 's'
                && text[end + 3] == ' ';
    }

    private boolean isLabelled(PersonalType type, int start) {
        return start < labelledUntil[type.ordinal()];
    }

    private void extendLabel(PersonalType type, int end) {
        if (labelledUntil[type.ordinal()] <= to) {
            labelledUntil[type.ordinal()] = end + NEXT_IN_LIST;
        }
    }

    void atSign(int at) {
        detectors.email().look(text, from, to, at, this);
    }

    void colon(int at) {
        if (at >= networkRead) {
            networkRead = detectors.ip().lookV6(text, from, to, at, this);
        }
    }

    /** {@code +} or {@code (} in front of a digit. */
    void phoneSign(int at) {
        if (at + 1 < to && (isDigit(text[at + 1]) || text[at + 1] == '(')) {
            detectors.phone(text, from, to, at, this);
        }
    }

    /** Looks at the group of letters and digits in which this digit is, once. */
    void digit(int at) {
        if (at < numbersRead) {
            return;
        }
        int start = at;
        while (start > from && start > numbersRead && isAlphanumeric(text[start - 1])) {
            start--;
        }
        int end = at + 1;
        while (end < to && isAlphanumeric(text[end])) {
            end++;
        }
        numbersRead = end;
        if (at - start <= LONGEST_GROUP && end - start <= LONGEST_GROUP) {
            group(start, end);
        }
    }

    private void group(int start, int end) {
        int length = end - start;
        if (length > detectors.shapes().longest()) {
            detectors.crypto().look(text, start, end, this);
            detectors.iban().look(text, to, start, this);
            return;
        }
        if (length >= 26) {
            detectors.crypto().look(text, start, end, this);
        }
        if (length == 2 || length == 4) {
            mac(start, length);
        }
        detectors.iban().look(text, to, start, this);
        if (isDigit(text[start])) {
            if (length <= 3) {
                detectors.ip().lookV4(text, from, to, start, this);
                place(start);
            }
            detectors.phone(text, from, to, start, this);
        }
        number(start);
        int letters = lettersBefore(start);
        if (letters < start) {
            number(letters);
        }
    }

    private void place(int start) {
        if (start >= placesRead) {
            placesRead = detectors.geo().look(text, from, to, start, this);
        }
    }

    /** Pairs without a digit may stand in front of the first pair with one. */
    private void mac(int start, int length) {
        int first = start;
        int step = length + 1;
        for (int i = 0; i < 5 && first - step >= from && ByteClass.isHex(text[first - 2]); i++) {
            byte separator = text[first - 1];
            boolean isPair = (separator == ':' || separator == '-' || separator == '.')
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
            networkRead = Math.max(networkRead, detectors.mac().look(text, from, to, first, this));
        }
    }

    private int lettersBefore(int start) {
        int separator = start - 1;
        if (separator <= from || text[separator] != ' ' && text[separator] != '-') {
            return start;
        }
        int letters = separator;
        while (letters > from && separator - letters <= LETTERS_BEFORE && ByteClass.isAsciiLetter(text[letters - 1])) {
            letters--;
        }
        boolean isGroup = letters < separator
                && separator - letters <= LETTERS_BEFORE
                && (letters == from || !isAlphanumeric(text[letters - 1]));
        return isGroup ? letters : start;
    }

    /** Reads on from here as long as it has the shape of a number of some form. */
    private void number(int start) {
        if (start < numbersSettled || isJoinedBefore(start)) {
            return;
        }
        IdShapes shapes = detectors.shapes();
        int place = IdShapes.START;
        for (int at = start; at < to; at++) {
            place = shapes.next(place, text[at]);
            if (place == IdShapes.DEAD) {
                return;
            }
            IdForm[] forms = shapes.endingAt(place);
            if (forms.length > 0 && isEnd(text, to, at + 1) && !isJoinedAfter(at + 1)) {
                check(forms, start, at + 1);
            }
        }
    }

    /** Part of a longer number, a path or a price. */
    private boolean isJoinedBefore(int start) {
        if (start == from) {
            return false;
        }
        byte before = text[start - 1];
        if (before == '$' || before == '\\') {
            return true;
        }
        if (start - 1 == from || !isAlphanumeric(text[start - 2])) {
            return false;
        }
        return before == '.' || before == '_' || before == '/' || before == '-' && isDigit(text[start - 2]);
    }

    private boolean isJoinedAfter(int end) {
        if (end == to) {
            return false;
        }
        byte after = text[end];
        if (after == '@' || after == '_' || after == '%') {
            return true;
        }
        return end + 1 < to
                && (after == '.' || after == '-' || after == '/' || after == ':')
                && isAlphanumeric(text[end + 1]);
    }

    private void check(IdForm[] forms, int start, int end) {
        String number = compact(start, end);
        boolean isBare = number.length() == end - start;
        for (IdForm form : forms) {
            if (form.check().holds(number)) {
                holds(form, start, end, isBare);
            }
        }
    }

    /** Letters, in upper case, and digits alone. */
    private String compact(int start, int end) {
        var compact = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte b = text[i];
            if (isAlphanumeric(b)) {
                compact[length++] = b >= 'a' ? (byte) (b - 32) : b;
            }
        }
        return new String(compact, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void holds(IdForm form, int start, int end, boolean isBare) {
        if (isLabelled(form.type(), start)) {
            extendLabel(form.type(), end);
            found.add(new Finding(form.type(), start, end, form.labelled()));
            settled(end, form.labelled());
            return;
        }
        if (form.alone() < form.labelled()) {
            if (unlabelled.size() == UNLABELLED_KEPT) {
                unlabelled.removeFirst();
            }
            unlabelled.add(new Finding(form.type(), start, end, form.labelled()));
        }
        boolean isPlain = start < plainUntil || start > from && text[start - 1] == '#';
        int confidence = form.alone() - (isPlain && isBare ? PLAIN_LESS : 0);
        if (confidence > 0) {
            found.add(new Finding(form.type(), start, end, confidence));
            settled(end, confidence);
        }
    }

    /** Nothing that begins inside of a number that is as good as certain could take its place. */
    private void settled(int end, int confidence) {
        if (confidence >= CERTAIN) {
            numbersSettled = Math.max(numbersSettled, end);
        }
    }
}
