package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Phrases.Meaning;
import java.util.Set;

/** How far the labels of one text reach, and which of them say that a value is nobody's. */
final class LabelsOfText {
    private static final int TYPES = PersonalType.values().length;
    private static final int[] NONE = {};

    /** How far a label reaches. */
    private static final int REACH = 40;

    /** How far it reaches from one value that has it to the next: {@code SSN: 1, 2, 3}. */
    private static final int NEXT_IN_LIST = 4;

    private static final int PLAIN_REACH = 24;

    private final byte[] text;
    private final int from;
    private final int to;
    private final boolean isPlainField;
    private int[] labelledUntil = NONE;
    private int anyUntil;
    private int plainUntil;
    private Meaning said = Meaning.PLAIN;
    private int saidFrom;
    private int saidUntil;

    LabelsOfText(byte[] text, int from, int to, Field field) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.isPlainField = field.isPlain();
        this.plainUntil = isPlainField ? to : from;
        for (PersonalType type : field.personal()) {
            until(type, to + 1);
        }
    }

    /**
     * The types of what stands behind a phrase, as it and what it stands in say. None when it is nobody's.
     *
     * @param end the byte after the phrase and the sign of its plural
     */
    Set<PersonalType> said(Meaning meaning, int start, int phraseEnd, int end) {
        boolean isInside = start > saidFrom && start < saidUntil;
        said = isInside ? meaning.inside(said) : meaning;
        saidFrom = isInside ? saidFrom : start;
        saidUntil = phraseEnd;
        if (said.types().isEmpty()) {
            plainUntil = Math.max(plainUntil, end + PLAIN_REACH);
            forget();
        } else if (!isPlainField) {
            plainUntil = from;
        }
        return said.types();
    }

    /** A label of this type stands in front of {@code end}. */
    void reach(PersonalType type, int end) {
        until(type, Math.max(until(type), Math.min(to, end + REACH)));
    }

    /** A value that has the label ends here. */
    void extend(PersonalType type, int end) {
        if (until(type) <= to) {
            until(type, Math.min(to, end + NEXT_IN_LIST));
        }
    }

    boolean reaches(PersonalType type, int start) {
        return start < anyUntil && start < until(type);
    }

    boolean anyReaches(int start) {
        return start < anyUntil;
    }

    boolean isPlain(int start) {
        return start < plainUntil || start > from && text[start - 1] == '#';
    }

    /** But for what the field's name says. */
    private void forget() {
        for (int i = 0; i < labelledUntil.length; i++) {
            if (labelledUntil[i] <= to) {
                labelledUntil[i] = 0;
            }
        }
    }

    private int until(PersonalType type) {
        return labelledUntil.length == 0 ? 0 : labelledUntil[type.ordinal()];
    }

    /** Most texts have no label. */
    private void until(PersonalType type, int end) {
        if (labelledUntil.length == 0) {
            labelledUntil = new int[TYPES];
        }
        labelledUntil[type.ordinal()] = end;
        anyUntil = Math.max(anyUntil, end);
    }
}
