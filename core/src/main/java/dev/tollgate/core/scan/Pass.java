package dev.tollgate.core.scan;

import dev.tollgate.core.scan.Phrases.Meaning;
import dev.tollgate.core.scan.id.IdForm;
import dev.tollgate.core.scan.injection.InjectionScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;
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
    private static final int CERTAIN = 90;
    /** Of a name that is all of a field which is no person's. */
    private static final int NAME_OF_A_THING = 40;

    /** In digits. */
    private static final int LONGEST_AGE = 3;

    private final Detectors detectors;
    private final byte[] text;
    private final int from;
    private final int to;
    private final Field field;
    private final List<Finding> found = new ArrayList<>();
    private Optional<InjectionScan> injection = Optional.empty();
    private Optional<InnerTables> tables = Optional.empty();
    private final int[] labelledUntil = new int[PersonalType.values().length];
    private int anyLabelledUntil;
    private final RecentNumbers recent = new RecentNumbers();
    private Meaning said = Meaning.PLAIN;
    private int saidFrom;
    private int saidUntil;
    private int plainUntil;
    private int numbersRead;
    private int numbersSettled;
    private int placesRead;
    private int networkRead;
    private int valuesRead;
    private int phonesRead;
    private int namesRead;

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
            labelUntil(type, to + 1);
        }
    }

    Findings findings() {
        List<Finding> indicators = injection.map(InjectionScan::findings).orElse(List.of());
        found.removeIf(finding -> isInToken(finding.from(), finding.to()));
        return found.isEmpty() && indicators.isEmpty()
                ? Findings.NONE
                : new Findings(Overlaps.resolved(found), indicators);
    }

    @Override
    public void found(FindingType type, int start, int end, int confidence) {
        int sure = confidence;
        if (type instanceof PersonalType personal) {
            if (isLabelled(personal, start)) {
                sure = Math.max(confidence, Math.min(LABELLED_MOST, confidence + LABELLED_MORE));
                extendLabel(personal, end);
            }
            if (personal == PersonalType.PERSON_NAME && field.isPlain() && start == from && end == to) {
                sure = Math.min(sure, NAME_OF_A_THING);
            }
        }
        found.add(new Finding(type, start, end, sure));
        if (type == PersonalType.EMAIL_ADDRESS) {
            detectors.nameOfMailbox().look(text, from, to, start, this);
        }
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
        for (PersonalType type : field.likely()) {
            detectors.likelyField(type, text, from, to, this);
        }
    }

    /** @param word that ends before {@code end} */
    void word(int word, int end) {
        detectors.look(word, text, from, to, end, this);
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
        return tables.map(InnerTables::cells).orElse(List.of());
    }

    /** @param word its place among those of the detector of injections */
    void injectionWord(int word, int end) {
        injection().word(word, end);
    }

    /** A character beyond ASCII that is invisible or looks like another. */
    void oddCharacter(int at) {
        injection().oddCharacter(at);
    }

    /** Most texts need none. */
    private InjectionScan injection() {
        if (injection.isEmpty()) {
            injection = Optional.of(detectors.injection().begin(text, from, to));
        }
        return injection.get();
    }

    /** @param end the byte after the phrase */
    void phrase(Meaning meaning, int length, int end) {
        int start = end - length;
        boolean isInWord =
                start > from && isLetter(text[start - 1]) && isLetter(text[start]) && !isWithoutSpaces(text[start]);
        if (isInWord && !isLastOfKey(start, end)) {
            return;
        }
        boolean isPlural = end < to && text[end] == 's';
        int after = isPlural ? end + 1 : end;
        if (after < to && isLetter(text[after]) && isLetter(text[after - 1]) && text[after] >= 0) {
            return;
        }
        if (isInToken(start, after)) {
            return;
        }
        boolean isInside = start > saidFrom && start < saidUntil;
        said = isInside ? meaning.inside(said) : meaning;
        saidFrom = isInside ? saidFrom : start;
        saidUntil = end;
        label(said, start, after);
    }

    /** {@code customerSsn=}, {@code newPatientId=}. */
    private boolean isLastOfKey(int start, int end) {
        return text[start] >= 'A'
                && text[start] <= 'Z'
                && text[start - 1] >= 'a'
                && text[start - 1] <= 'z'
                && end < to
                && (text[end] == '=' || text[end] == ':' || text[end] == '"');
    }

    private void label(Meaning meaning, int start, int end) {
        if (meaning.types().isEmpty()) {
            plainUntil = Math.max(plainUntil, end + PLAIN_REACH);
            forgetLabels();
            return;
        }
        if (!field.isPlain()) {
            plainUntil = from;
        }
        for (PersonalType type : meaning.types()) {
            labelUntil(type, Math.max(labelledUntil[type.ordinal()], Math.min(to, end + REACH)));
            labelBehind(type, start);
            detectors.behindLabel(type, text, from, to, end, this);
        }
    }

    /** Kana, Chinese characters and Hangul, where a word may stand right behind another. */
    private static boolean isWithoutSpaces(byte first) {
        return (first & 0xFF) >= 0xE3 && (first & 0xFF) <= 0xED;
    }

    private boolean isInToken(int start, int end) {
        return detectors.tokens().covers(text, from, to, start, end);
    }

    private void forgetLabels() {
        for (int i = 0; i < labelledUntil.length; i++) {
            if (labelledUntil[i] <= to) {
                labelledUntil[i] = 0;
            }
        }
    }

    private void labelBehind(PersonalType type, int label) {
        for (int i = 0; i < recent.size(); i++) {
            if (recent.isLabelledBehind(i, text, label)) {
                labelled(
                        type, recent.start(i), recent.end(i), detectors.shapes().endingAt(recent.place(i)));
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

    @Override
    public boolean isLabelled(PersonalType type, int start) {
        return start < labelledUntil[type.ordinal()];
    }

    @Override
    public boolean isPlain(int start) {
        return start < plainUntil || start > from && text[start - 1] == '#';
    }

    private void extendLabel(PersonalType type, int end) {
        if (labelledUntil[type.ordinal()] <= to) {
            labelUntil(type, Math.min(to, end + NEXT_IN_LIST));
        }
    }

    private void labelUntil(PersonalType type, int end) {
        labelledUntil[type.ordinal()] = end;
        anyLabelledUntil = Math.max(anyLabelledUntil, end);
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
        if (at < networkRead) {
            return;
        }
        // A pair of letters: what has a digit is looked at there.
        int pair = Math.max(from, at - 2);
        int end = detectors.mac().look(text, from, to, pair, this);
        networkRead = end > pair ? end : detectors.ip().lookV6(text, from, to, at, this);
    }

    /** {@code +} or {@code (} in front of a digit. */
    void phoneSign(int at) {
        if (at + 1 < to && (isDigit(text[at + 1]) || text[at + 1] == '(')) {
            phone(at);
        }
    }

    /** Looks at the group of letters of ASCII and digits in which this digit is, once. */
    void digit(int at) {
        if (at < numbersRead) {
            return;
        }
        age(at);
        int start = at;
        while (start > from && start > numbersRead && isOfNumber(text[start - 1])) {
            start--;
        }
        int end = at + 1;
        while (end < to && isOfNumber(text[end])) {
            end++;
        }
        numbersRead = end;
        if (InjectionScan.mayBeEncoded(text, to, start, end)) {
            injection().group(start, end);
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
        if (at > from && ByteClass.isAsciiLetter(text[at - 1])) {
            return;
        }
        int end = at + 1;
        while (end < to && end - at <= LONGEST_AGE && isDigit(text[end])) {
            end++;
        }
        if (end - at <= LONGEST_AGE) {
            detectors.ages().look(text, from, to, at, end, this);
        }
    }

    /** Letters of other scripts stand right beside numbers in languages without spaces. */
    private static boolean isOfNumber(byte b) {
        return b >= 0 && isAlphanumeric(b);
    }

    private void group(int start, int end) {
        int length = end - start;
        int track = detectors.group(text, from, to, start, end, this);
        if (track > start) {
            numbersRead = Math.max(numbersRead, track);
            return;
        }
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
        detectors.addresses().look(text, from, to, start, end, this);
        if (isDigit(text[start])) {
            if (length <= 3) {
                detectors.ip().lookV4(text, from, to, start, this);
                place(start);
            }
            phone(start);
        }
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

    private void phone(int start) {
        if (start >= phonesRead) {
            phonesRead = detectors.phone().look(text, from, to, start, this);
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
            if (forms.length > 0 && (at + 1 == to || !isOfNumber(text[at + 1])) && !isJoinedAfter(at + 1)) {
                if (start < anyLabelledUntil || shapes.isFoundAlone(place)) {
                    check(forms, start, at + 1);
                }
                recent.add(start, at + 1, place);
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
        String number = "";
        for (IdForm form : forms) {
            boolean isLabelled = isLabelled(form.type(), start);
            int confidence = isLabelled ? form.labelled() : alone(form, start);
            if (confidence <= 0) {
                continue;
            }
            if (number.isEmpty()) {
                number = compact(start, end);
            }
            if (form.check().holds(number)) {
                found.add(new Finding(form.type(), start, end, confidence));
                settled(end, confidence);
                if (isLabelled) {
                    extendLabel(form.type(), end);
                }
            }
        }
    }

    private int alone(IdForm form, int start) {
        return form.alone() - (form.isBare() && isPlain(start) ? PLAIN_LESS : 0);
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
    private void settled(int end, int confidence) {
        if (confidence >= CERTAIN) {
            numbersSettled = Math.max(numbersSettled, end);
        }
    }
}
