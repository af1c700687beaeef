package dev.tollgate.core.scan.person;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isLetter;

/**
 * Names in front of an e-mail address that is made of them: {@code Ragnborg Silfverhielm, +46 70 123 72 07,
 * r.silfverhielm@example.org}. No dictionary has to know them. Reads fewer than two hundred bytes.
 */
public final class NameOfMailbox {
    private static final int REACH = 56;
    private static final int MOST_CONNECTING = 4;
    private static final int MOST_WORDS = 4;
    private static final int LONGEST_NAME = 64;
    /** So many letters of a name's word in the address are no chance. */
    private static final int SHARED = 4;

    private final NameWords words;

    public NameOfMailbox(NameWords words) {
        this.words = words;
    }

    /** @param mailbox the first byte of an address */
    public void look(byte[] text, int from, int to, int mailbox, Sink sink) {
        int end = nameEnd(text, from, mailbox);
        if (end < 0) {
            return;
        }
        int start = end;
        int earliest = Math.max(from, end - LONGEST_NAME);
        for (int count = 1; count <= MOST_WORDS; count++) {
            int word = wordStart(text, earliest, start);
            if (word == start || !NameText.isCapital(text, to, word)) {
                return;
            }
            start = word;
            if (count > 1 && isName(text, from, to, start, end, mailbox)) {
                sink.found(PersonalType.PERSON_NAME, start, end, PersonNames.WITH_CONTACT);
                return;
            }
            if (start - 1 <= earliest || text[start - 1] != ' ') {
                return;
            }
            start--;
        }
    }

    private boolean isName(byte[] text, int from, int to, int start, int end, int mailbox) {
        NameRun run = NameRun.read(words, text, start, to);
        return run.end() == end
                && run.count() > 1
                && run.ordinary() == 0
                && !run.isThing()
                && !NameContext.isCode(text, from, to, start, end)
                && isShared(text, to, start, end, mailbox);
    }

    /** Back over signs, a telephone number and small words, to a word in capitals. */
    private static int nameEnd(byte[] text, int from, int mailbox) {
        int earliest = Math.max(from, mailbox - REACH);
        int connecting = 0;
        int at = mailbox;
        while (at > earliest) {
            byte b = text[at - 1];
            if (b == '\n' || b == '@') {
                return -1;
            }
            if (!isLetter(b)) {
                at--;
                continue;
            }
            int start = wordStart(text, earliest, at);
            boolean isSmall = text[start] >= 'a' && text[start] <= 'z' || at < mailbox && text[at] == '.';
            if (at == mailbox || !isSmall && text[start] < 'A' && text[start] >= 0) {
                return -1;
            }
            if (!isSmall) {
                return at;
            }
            if (++connecting > MOST_CONNECTING) {
                return -1;
            }
            at = start;
        }
        return -1;
    }

    private static int wordStart(byte[] text, int earliest, int end) {
        int start = end;
        while (start > earliest
                && (isLetter(text[start - 1])
                        || start < end && (text[start - 1] == '-' || text[start - 1] == '\'')
                        || isDigit(text[start - 1]))) {
            start--;
        }
        return start;
    }

    /** Whether the address has the first letters of a word of the name, or its last ones behind an initial. */
    private static boolean isShared(byte[] text, int to, int start, int end, int mailbox) {
        for (int word = start; word + SHARED <= end; word++) {
            if (word > start && isLetter(text[word - 1]) || !isAsciiLetter(text[word])) {
                continue;
            }
            for (int at = mailbox; at + SHARED <= to && text[at] != '@' && at - mailbox < LONGEST_NAME; at++) {
                if (isSame(text, word, at)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSame(byte[] text, int word, int at) {
        for (int i = 0; i < SHARED; i++) {
            if (text[word + i] < 0 || ByteClass.lower(text[word + i]) != ByteClass.lower(text[at + i])) {
                return false;
            }
        }
        return true;
    }
}
