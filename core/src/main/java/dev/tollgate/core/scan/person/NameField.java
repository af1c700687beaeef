package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isLetter;

/**
 * The value of a field whose name says that it is a person's ({@code full_name}), or that it is some name ({@code name}). See
 * {@link PersonNames} for what their confidence says.
 */
public final class NameField {
    private static final int LONGEST = 80;
    private static final int MOST_WORDS = 7;
    private static final int KNOWN = 90;
    private static final int UNKNOWN = 75;
    private static final int LIKELY = 75;
    private static final int NAME = NameWords.GIVEN | NameWords.SURNAME;

    private final NameWords words;
    private final JapaneseNames japanese;

    public NameField(NameWords words) {
        this.words = words;
        this.japanese = new JapaneseNames(words);
    }

    /** Nothing but a name can be the value, unless somebody wrote a firm, a role or a placeholder into it. */
    public void look(byte[] text, int from, int to, Sink sink) {
        if (!isWritten(text, from, to)) {
            return;
        }
        int known = 0;
        int ordinary = 0;
        int count = 0;
        boolean isSmall = true;
        int at = from;
        while (at < to) {
            int end = NameText.lettersEnd(text, at, to);
            if (end > at) {
                int kinds = words.kinds(text, at, end);
                boolean isName = (kinds & NAME) != 0;
                if ((kinds & NameWords.THING) != 0 && !isName) {
                    return;
                }
                known += isName ? 1 : 0;
                ordinary += !isName && (kinds & NameWords.ORDINARY) != 0 ? 1 : 0;
                isSmall &= text[at] >= 'a' && text[at] <= 'z';
                count++;
            }
            at = Math.max(end, at + 1);
        }
        boolean isName = count > 0 && count <= MOST_WORDS && ordinary < count && (known > 0 || !isSmall);
        if (isName && (ordinary == 0 || known > 0)) {
            sink.found(PersonalType.PERSON_NAME, from, to, known > 0 ? KNOWN : UNKNOWN);
        }
    }

    /** Letters, spaces and what joins names. */
    private static boolean isWritten(byte[] text, int from, int to) {
        if (to - from < 2 || to - from > LONGEST) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (!isLetter(b) && b != ' ' && b != '-' && b != '\'' && b != '.' && b != ',' && b != '(' && b != ')') {
                return false;
            }
        }
        return isLetter(text[from]) && (isLetter(text[to - 1]) || text[to - 1] == '.' || text[to - 1] == ')');
    }

    /** The value may be a thing's name as well, so that it has to be words in capitals that are known as names. */
    public void lookLikely(byte[] text, int from, int to, Sink sink) {
        if (to - from < 2 || to - from > LONGEST) {
            return;
        }
        if (text[from] < 0 && japanese.nameEnd(text, from, to) == to) {
            sink.found(PersonalType.PERSON_NAME, from, to, LIKELY);
            return;
        }
        int start = afterTitles(text, from, to);
        if (start == to) {
            return;
        }
        NameRun run = NameRun.read(words, text, start, to);
        if (run.end() != to || run.isThing() || run.ordinary() > 0) {
            lookSurnameFirst(text, from, to, run, sink);
            return;
        }
        boolean isSure = run.isGivenAndSurname() && run.known() > 0;
        boolean isLikely = run.count() > 1 && run.isGiven() && !run.isOrdinaryFirst();
        if (isSure || isLikely || start > from) {
            sink.found(PersonalType.PERSON_NAME, start, to, isSure ? LIKELY : PersonNames.BOTH_KNOWN);
        }
    }

    private void lookSurnameFirst(byte[] text, int from, int to, NameRun run, Sink sink) {
        int comma = run.end();
        boolean isTwo =
                comma + 2 < to && text[comma] == ',' && text[comma + 1] == ' ' && (run.last() & NameWords.SURNAME) != 0;
        if (!isTwo) {
            return;
        }
        NameRun given = NameRun.read(words, text, comma + 2, to);
        if (given.end() == to && given.isGiven()) {
            sink.found(PersonalType.PERSON_NAME, from, to, LIKELY);
        }
    }

    private int afterTitles(byte[] text, int from, int to) {
        int at = from;
        for (int i = 0; i < 3; i++) {
            int end = NameText.lettersEnd(text, at, to);
            if ((words.kinds(text, at, end) & NameWords.TITLE) == 0) {
                return at;
            }
            int next = end < to && text[end] == '.' ? end + 1 : end;
            if (next >= to || text[next] != ' ') {
                return at;
            }
            at = next + 1;
        }
        return at;
    }
}
