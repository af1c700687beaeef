package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Phrases.Meaning;
import dev.tollgate.core.scan.injection.InjectionScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static dev.tollgate.core.scan.ByteClass.isLetter;

/** One pass over one text: what was read so far, and what was found. What most texts do not need is made when they do. */
final class Pass implements Sink {
    private static final int LABELLED_MORE = 30;
    private static final int LABELLED_MOST = 95;

    /** Of a name that is all of a field which is no person's. */
    private static final int NAME_OF_A_THING = 40;

    private final Detectors detectors;
    private final byte[] text;
    private final int from;
    private final int to;
    private final Field field;
    private final LabelsOfText labels;
    private final TokensOfText tokens;
    private final List<Finding> found = new ArrayList<>();
    private Optional<GroupsOfText> groups = Optional.empty();
    private Optional<InjectionScan> injection = Optional.empty();
    private Optional<InnerTables> tables = Optional.empty();
    private int valuesRead;
    private int namesRead;

    Pass(Detectors detectors, byte[] text, int from, int to, Field field) {
        this.detectors = detectors;
        this.text = text;
        this.from = from;
        this.to = to;
        this.field = field;
        this.labels = new LabelsOfText(text, from, to, field);
        this.tokens = new TokensOfText(detectors.tokens(), text, from, to);
    }

    Findings findings() {
        List<Finding> values = found.isEmpty() ? List.of() : Overlaps.resolved(outsideOfTokens());
        List<Finding> indicators =
                injection.isEmpty() ? List.of() : injection.get().findings();
        return values.isEmpty() && indicators.isEmpty() ? Findings.NONE : new Findings(values, indicators);
    }

    private List<Finding> outsideOfTokens() {
        found.removeIf(finding -> tokens.covers(finding.from(), finding.to()));
        return found;
    }

    @Override
    public void found(FindingType type, int start, int end, int confidence) {
        int sure = confidence;
        if (type instanceof PersonalType personal) {
            if (isLabelled(personal, start)) {
                sure = Math.max(confidence, Math.min(LABELLED_MOST, confidence + LABELLED_MORE));
                labels.extend(personal, end);
            }
            if (personal == PersonalType.PERSON_NAME && field.isPlain() && start == from && end == to) {
                sure = Math.min(sure, NAME_OF_A_THING);
            }
        }
        found.add(new Finding(type, characterStart(start), characterEnd(end), sure));
        if (type == PersonalType.EMAIL_ADDRESS) {
            detectors.nameOfMailbox().look(text, from, to, start, this);
        }
    }

    /** Where a bound ended a look, it may stand within a character. */
    private int characterStart(int start) {
        int at = start;
        while (at > from && (text[at] & 0xC0) == 0x80) {
            at--;
        }
        return at;
    }

    private int characterEnd(int end) {
        int at = end;
        while (at < to && (text[at] & 0xC0) == 0x80) {
            at++;
        }
        return at;
    }

    @Override
    public boolean isLabelled(PersonalType type, int start) {
        return labels.reaches(type, start);
    }

    @Override
    public boolean isPlain(int start) {
        return labels.isPlain(start);
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
            detectors.fields().field(type, text, from, to, this);
        }
        for (PersonalType type : field.likely()) {
            detectors.fields().likelyField(type, text, from, to, this);
        }
    }

    /** @param word that ends before {@code end} */
    void word(int word, int end) {
        byte last = text[end - 1];
        // Types are written in capitals: in [DATE_OF_BIRTH] the word announces no date behind it.
        if (last >= 'A' && last <= 'Z' && tokens.covers(end - 1, end)) {
            return;
        }
        detectors.words().look(word, text, from, to, end, this);
    }

    /** @param sign its place among those of {@link InnerTables} */
    void tableSign(int sign, int end) {
        if (field != Field.NONE) {
            return;
        }
        if (tables.isEmpty()) {
            tables = Optional.of(new InnerTables(text, from, to, detectors.fieldNames()::field));
        }
        tables.get().sign(sign, end);
    }

    /** Of tables in this text, where their header says what they hold. */
    List<InnerTables.Cell> cells() {
        return tables.isEmpty() ? List.of() : tables.get().cells();
    }

    /** @param word its place among those of the detector of injections */
    void injectionWord(int word, int end) {
        injection().word(word, end);
    }

    /** A character beyond ASCII that is invisible or looks like another. */
    void oddCharacter(int at) {
        injection().oddCharacter(at);
    }

    /** A group of letters and digits that begins as an encoded text would. */
    void encodedGroup(int start, int end) {
        injection().group(start, end);
    }

    private InjectionScan injection() {
        if (injection.isEmpty()) {
            injection = Optional.of(detectors.injection().begin(text, from, to));
        }
        return injection.get();
    }

    /** @param end the byte after the phrase */
    void phrase(Meaning meaning, int start, int end) {
        boolean isPlural = end < to && text[end] == 's';
        int after = isPlural ? end + 1 : end;
        if (after < to && isLetter(text[after]) && isLetter(text[after - 1]) && text[after] >= 0) {
            return;
        }
        if (tokens.covers(start, after)) {
            return;
        }
        for (PersonalType type : labels.said(meaning, start, end, after)) {
            labels.reach(type, after);
            if (groups.isPresent()) {
                groups.get().numbers().labelBehind(type, start);
            }
            detectors.fields().behindLabel(type, text, from, to, after, this);
        }
    }

    void atSign(int at) {
        detectors.email().look(text, from, to, at, this);
    }

    /** A capital letter, or the first byte of a letter beyond ASCII that may be one. */
    void capital(int at) {
        if (at >= namesRead) {
            namesRead = detectors.names().look(text, from, to, at, this);
        }
    }

    void colon(int at) {
        detectors.labelledNames().look(text, from, to, at, this);
        groups().colon(at);
    }

    /** {@code +} or {@code (} in front of a digit. */
    void phoneSign(int at) {
        groups().phoneSign(at);
    }

    void digit(int at) {
        groups().digit(at);
    }

    private GroupsOfText groups() {
        if (groups.isEmpty()) {
            var numbers = new NumbersOfText(detectors.numbers().shapes(), text, from, to, labels, found);
            groups = Optional.of(new GroupsOfText(detectors.numbers(), text, from, to, this, numbers));
        }
        return groups.get();
    }
}
