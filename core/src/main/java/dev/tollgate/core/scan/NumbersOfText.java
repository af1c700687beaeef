package dev.tollgate.core.scan;

import dev.tollgate.core.scan.id.IdForm;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/** Reads the numbers of one text that have the shape of some form. */
final class NumbersOfText {
    private static final int PLAIN_LESS = 35;
    private static final int CERTAIN = 90;

    /** Letters in front of a number that may belong to it: {@code AB 12 34 56 C}. */
    private static final int LETTERS_BEFORE = 4;

    private final IdShapes shapes;
    private final byte[] text;
    private final int from;
    private final int to;
    private final LabelsOfText labels;
    private final List<Finding> found;
    private final RecentNumbers recent = new RecentNumbers();
    private int settled;

    NumbersOfText(IdShapes shapes, byte[] text, int from, int to, LabelsOfText labels, List<Finding> found) {
        this.shapes = shapes;
        this.text = text;
        this.from = from;
        this.to = to;
        this.labels = labels;
        this.found = found;
    }

    /** Looks at the number that a group of letters and digits begins, and at those that the letters before it begin. */
    void group(int start) {
        number(start);
        int letters = lettersBefore(start);
        if (letters < start) {
            number(letters);
            int more = lettersBefore(letters);
            if (more < letters) {
                number(more);
            }
        }
    }

    /** What a label of this type says of the numbers before it. */
    void labelBehind(PersonalType type, int label) {
        for (int i = 0; i < recent.size(); i++) {
            if (recent.isLabelledBehind(i, text, label)) {
                labelled(type, recent.start(i), recent.end(i), shapes.endingAt(recent.place(i)));
            }
        }
    }

    private void labelled(PersonalType type, int start, int end, IdForm[] forms) {
        for (IdForm form : forms) {
            if (form.type() == type && form.check().holds(compact(start, end))) {
                found.add(new Finding(type, start, end, form.labelled()));
            }
        }
    }

    private int lettersBefore(int start) {
        int separator = start - 1;
        if (separator <= from || text[separator] != ' ' && text[separator] != '-') {
            return start;
        }
        int letters = separator;
        while (letters > from && separator - letters <= LETTERS_BEFORE && isAsciiLetter(text[letters - 1])) {
            letters--;
        }
        boolean isGroup = letters < separator
                && separator - letters <= LETTERS_BEFORE
                && (letters == from || !isAlphanumeric(text[letters - 1]));
        return isGroup ? letters : start;
    }

    /** Reads on from here as long as it has the shape of a number of some form. */
    private void number(int start) {
        if (start < settled || isJoinedBefore(start)) {
            return;
        }
        int place = IdShapes.START;
        for (int at = start; at < to; at++) {
            place = shapes.next(place, text[at]);
            if (place == IdShapes.DEAD) {
                return;
            }
            if (shapes.isEnd(place) && isEnd(at + 1)) {
                if (labels.anyReaches(start) || shapes.isFoundAlone(place)) {
                    check(shapes.endingAt(place), start, at + 1);
                }
                recent.add(start, at + 1, place);
            }
        }
    }

    private boolean isEnd(int end) {
        return (end == to || !GroupsOfText.isOfGroup(text[end])) && !isJoinedAfter(end);
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
        String number = "";
        for (IdForm form : forms) {
            boolean isLabelled = labels.reaches(form.type(), start);
            int confidence = isLabelled ? form.labelled() : alone(form, start);
            if (confidence <= 0) {
                continue;
            }
            if (number.isEmpty()) {
                number = compact(start, end);
            }
            if (form.check().holds(number)) {
                found.add(new Finding(form.type(), start, end, confidence));
                settle(end, confidence);
                if (isLabelled) {
                    labels.extend(form.type(), end);
                }
            }
        }
    }

    private int alone(IdForm form, int start) {
        return form.alone() - (form.isBare() && labels.isPlain(start) ? PLAIN_LESS : 0);
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

    /** Nothing that begins inside of a number that is as good as certain could take its place. */
    private void settle(int end, int confidence) {
        if (confidence >= CERTAIN) {
            settled = Math.max(settled, end);
        }
    }
}
