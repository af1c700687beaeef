package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Names behind a label and a colon. See {@link PersonNames} for what their confidence says. */
public final class LabelledNames {
    private static final int LABEL = NameWords.LABEL | NameWords.VAGUE;
    private static final List<byte[]> PARTS_OF_NAMES =
            List.of("full", "first", "last", "family", "given", "middle").stream()
                    .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                    .toList();

    private final NameWords words;

    public LabelledNames(NameWords words) {
        this.words = words;
    }

    /**
     * {@code Patient: Ann Smith}, {@code "name": "Ann Smith"}.
     *
     * @param at of the colon
     */
    public void look(byte[] text, int from, int to, int at, Sink sink) {
        int labelEnd = at > from && (text[at - 1] == '"' || text[at - 1] == '*') ? at - 1 : at;
        int labelStart = NameContext.lettersStart(text, from, labelEnd);
        if (labelEnd - labelStart < 2) {
            return;
        }
        int kinds = words.kinds(text, labelStart, labelEnd);
        if ((kinds & LABEL) == 0) {
            return;
        }
        int next = NameText.skipSpaces(text, at + 1, to, 8);
        next = next < to && (text[next] == '"' || text[next] == '*') ? next + 1 : next;
        next = NameText.skipSpaces(text, next, to, 1);
        if ((kinds & NameWords.LABEL) != 0 && (kinds & NameWords.VAGUE) == 0) {
            labelled(text, from, to, next, sink);
        } else if (!isOfThing(text, from, labelStart)) {
            vaguelyLabelled(text, from, to, next, sink);
        }
    }

    private void labelled(byte[] text, int from, int to, int at, Sink sink) {
        NameRun run = NameRun.read(words, text, at, to);
        if (run.isEmpty() || run.isThing() || run.ordinary() > 0 || NameContext.isCode(text, from, to, at, run.end())) {
            return;
        }
        int end = withGivenName(text, to, run);
        boolean isKnown = run.known() + run.weak() > 0;
        if (run.count() > 1 || end > run.end()) {
            sink.found(PersonalType.PERSON_NAME, at, end, isKnown ? PersonNames.LABELLED : PersonNames.BOTH_KNOWN);
        } else {
            sink.found(
                    PersonalType.PERSON_NAME, at, end, run.known() > 0 ? PersonNames.SURE_ENOUGH : PersonNames.HARDLY);
        }
    }

    /** {@code Smith, John}. */
    private int withGivenName(byte[] text, int to, NameRun run) {
        int end = run.end();
        if (end + 2 >= to || text[end] != ',' || text[end + 1] != ' ' || (run.last() & NameWords.SURNAME) == 0) {
            return end;
        }
        NameRun given = NameRun.read(words, text, end + 2, to);
        return given.isGiven() && given.count() <= 2 ? given.end() : end;
    }

    private void vaguelyLabelled(byte[] text, int from, int to, int at, Sink sink) {
        NameRun run = NameRun.read(words, text, at, to);
        if (run.isThing() || run.ordinary() > 0 || NameContext.isCode(text, from, to, at, run.end())) {
            return;
        }
        int end = withGivenName(text, to, run);
        boolean isWhole = run.count() > 1 || end > run.end();
        boolean hasContact = NameContext.hasContact(text, from, to, at, end);
        if (isWhole && (run.known() > 0 && (run.isGiven() || end > run.end()) || run.known() > 1)) {
            sink.found(
                    PersonalType.PERSON_NAME, at, end, hasContact ? PersonNames.LABELLED : PersonNames.SIGNED_UNKNOWN);
        } else if (isWhole && hasContact) {
            sink.found(PersonalType.PERSON_NAME, at, end, PersonNames.WITH_CONTACT);
        }
    }

    /** {@code Product name:}, but not {@code Patient name:}. */
    private boolean isOfThing(byte[] text, int from, int label) {
        if (label == from || text[label - 1] != ' ' && text[label - 1] != '_' && text[label - 1] != '-') {
            return false;
        }
        int end = label - 1;
        int start = NameContext.lettersStart(text, from, end);
        return start < end
                && (words.kinds(text, start, end) & (NameWords.LABEL | NameWords.TITLE)) == 0
                && !isQualifier(text, start, end);
    }

    /** {@code full name}; a {@code user name} mostly is an account. */
    private static boolean isQualifier(byte[] text, int start, int end) {
        return PARTS_OF_NAMES.stream()
                .anyMatch(part -> part.length == end - start && NameText.isAt(text, start, end, part));
    }
}
