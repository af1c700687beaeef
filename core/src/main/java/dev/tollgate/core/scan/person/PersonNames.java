package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isStart;

/**
 * Names of persons in a text. What a finding's confidence says:
 *
 * <ul>
 *   <li>90: a title and a known name, or a field that can hold nothing else ({@link NameField})
 *   <li>80 to 85: a label such as {@code Patient:}, a greeting or the end of a letter, and a known name
 *   <li>75: such a sign and words that no dictionary has; a label that things have too, and a known name
 *   <li>70: a known given name and surname, or a given name and any word in capitals, with an e-mail address or a telephone
 *       number beside it
 *   <li>55: a known given name and a known surname, none of which is an ordinary word or a place
 *   <li>45: a known given name, and a word in capitals that no dictionary has. In 111 MB of software documentation 3 of 260
 *       of these, taken by chance, were no persons, and none of 55; where names of products and places abound it is more
 *   <li>40: a known given name and surname of which one is an ordinary word or a place, or behind {@code the}, or in front of
 *       more words in capitals
 *   <li>30: two given names, or two words that are both ordinary
 * </ul>
 *
 * <p>One word alone is no name without a title, a label or a greeting.
 */
public final class PersonNames {
    static final int TITLED = 90;
    static final int LABELLED = 85;
    static final int ADDRESSED = 80;
    static final int SIGNED_UNKNOWN = 75;
    static final int WITH_CONTACT = 70;
    static final int SURE_ENOUGH = 60;
    static final int BOTH_KNOWN = 55;
    static final int ONE_KNOWN = 45;
    static final int MAYBE = 40;
    static final int HARDLY = 30;

    private static final int BEGINS = NameWords.GIVEN | NameWords.TITLE | NameWords.GREETING;

    private final NameWords words;

    public PersonNames(NameWords words) {
        this.words = words;
    }

    /** Whether {@link #look} has to be called, as far as the two words from here tell. */
    public boolean isOfInterest(byte[] text, int from, int to, int at) {
        if (!isStart(text, from, at)) {
            return false;
        }
        long word = words.wordAt(text, at, to);
        int end = (int) (word >> Short.SIZE);
        int kinds = (int) (word & 0xFFFF);
        return (kinds & (NameWords.TITLE | NameWords.GREETING)) != 0
                || (kinds & NameWords.GIVEN) != 0 && hasNext(text, end, to);
    }

    /**
     * @param at a capital letter
     * @return the byte before which no name begins any more
     */
    public int look(byte[] text, int from, int to, int at, Sink sink) {
        if (!isStart(text, from, at)) {
            return at + 1;
        }
        long word = words.wordAt(text, at, to);
        int end = (int) (word >> Short.SIZE);
        int kinds = (int) (word & 0xFFFF);
        if ((kinds & BEGINS) == 0) {
            return end;
        }
        int found = at;
        if ((kinds & NameWords.TITLE) != 0) {
            found = titled(text, from, to, at, sink);
        } else if ((kinds & NameWords.GREETING) != 0 && !NameText.isShouted(text, at, end)) {
            found = greeted(text, to, end, sink);
        }
        if (found == at || found == end) {
            found = (kinds & NameWords.GIVEN) != 0 && hasNext(text, end, to) ? named(text, from, to, at, sink) : end;
        }
        return Math.max(found, end);
    }

    private static boolean hasNext(byte[] text, int end, int to) {
        if (end + 1 >= to || text[end] != ' ' && text[end] != '-') {
            return false;
        }
        return NameText.isCapital(text, to, end + 1) || text[end] == ' ' && isParticle(text[end + 1]);
    }

    /** A first letter of {@code von}, {@code de} and the like. */
    private static boolean isParticle(byte b) {
        return b == 'v' || b == 'd' || b == 'z' || b == 'l' || b == 'b' || b == 't' || b == 'e' || b == 'y';
    }

    /** {@code Mr. Smith}, {@code Herr Prof. Dr. Müller}. */
    private int titled(byte[] text, int from, int to, int at, Sink sink) {
        boolean isVague = false;
        boolean isSure = false;
        int next = at;
        for (int titles = 0; titles < 4; titles++) {
            int end = NameText.lettersEnd(text, next, to);
            int kinds = words.kinds(text, next, end);
            if ((kinds & NameWords.TITLE) == 0 || !NameText.isCapital(text, to, next)) {
                break;
            }
            boolean isWeak = (kinds & NameWords.VAGUE) != 0 || NameText.isShouted(text, next, end);
            isVague |= isWeak;
            isSure |= !isWeak;
            int after = end < to && text[end] == '.' ? end + 1 : end;
            next = NameText.skipSpaces(text, after, to, 1);
            if (next == end) {
                return at;
            }
        }
        NameRun run = NameRun.read(words, text, next, to);
        if (run.isEmpty()
                || run.ordinary() > 0
                || run.isThing()
                || next == at
                || NameContext.isCode(text, from, to, at, run.end())) {
            return at;
        }
        boolean isKnown = run.known() + run.weak() > 0;
        if (!isSure && (run.known() == 0 || run.count() == 1 && !isTitleDotted(text, next))) {
            return at;
        }
        sink.found(
                PersonalType.PERSON_NAME,
                next,
                run.end(),
                isKnown ? isVague && !isSure ? WITH_CONTACT : TITLED : SIGNED_UNKNOWN);
        return run.end();
    }

    private static boolean isTitleDotted(byte[] text, int next) {
        return text[next - 1] == '.' || text[next - 2] == '.';
    }

    /** {@code Dear Ann Smith,}, {@code Hallo Frau Müller}. */
    private int greeted(byte[] text, int to, int end, Sink sink) {
        int next = end + 1;
        if (end >= to || text[end] != ' ' || !NameText.isCapital(text, to, next)) {
            return end;
        }
        if ((words.kinds(text, next, NameText.lettersEnd(text, next, to)) & NameWords.TITLE) != 0) {
            return end;
        }
        NameRun run = NameRun.read(words, text, next, to);
        if (run.isEmpty() || run.ordinary() > 0 || run.isThing() || !isCalled(text, run.end(), to)) {
            return end;
        }
        if (run.known() > 0) {
            sink.found(PersonalType.PERSON_NAME, next, run.end(), ADDRESSED);
        } else {
            boolean isLikely = run.count() > 1;
            sink.found(PersonalType.PERSON_NAME, next, run.end(), isLikely ? SURE_ENOUGH : MAYBE);
        }
        return run.end();
    }

    private static boolean isCalled(byte[] text, int end, int to) {
        return end == to
                || text[end] == ','
                || text[end] == '!'
                || text[end] == ':'
                || text[end] == '\n'
                || text[end] == '\r'
                || text[end] == '<';
    }

    private int named(byte[] text, int from, int to, int at, Sink sink) {
        NameRun run = NameRun.read(words, text, at, to);
        if (run.count() < 2
                || run.isThing()
                || run.ordinary() > 0
                || NameContext.isCode(text, from, to, at, run.end())) {
            return run.end();
        }
        int before = kindsBefore(text, from, at);
        if ((before & NameWords.THING) != 0 || NameText.isShouted(text, at, NameText.lettersEnd(text, at, to))) {
            return run.end();
        }
        boolean hasContact = NameContext.hasContact(text, from, to, at, run.end());
        int confidence = confidence(run, NameContext.isThe(text, from, at));
        if (hasContact && confidence >= MAYBE) {
            confidence = WITH_CONTACT;
        }
        sink.found(PersonalType.PERSON_NAME, at, run.end(), confidence);
        return run.end();
    }

    private static int confidence(NameRun run, boolean isBehindThe) {
        boolean hasSurname = (run.last() & NameWords.SURNAME) != 0;
        if (!hasSurname && (run.last() & NameWords.GIVEN) != 0) {
            return HARDLY;
        }
        if (run.isOrdinaryFirst() && (run.isOrdinaryLast() || !hasSurname)) {
            return HARDLY;
        }
        if (isBehindThe || run.goesOn() || run.isOrdinaryFirst() || run.isOrdinaryLast()) {
            return MAYBE;
        }
        return hasSurname ? BOTH_KNOWN : ONE_KNOWN;
    }

    /** What the word before says. */
    private int kindsBefore(byte[] text, int from, int at) {
        int end = at - 1;
        if (end <= from || text[end] != ' ') {
            return 0;
        }
        end -= text[end - 1] == '.' ? 1 : 0;
        int start = NameContext.lettersStart(text, from, end);
        return NameText.isCapital(text, end, start) ? words.kinds(text, start, end) : 0;
    }
}
