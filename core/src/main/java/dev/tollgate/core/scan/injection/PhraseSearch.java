package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.injection.PhraseBook.Element;
import dev.tollgate.core.scan.injection.PhraseBook.Phrase;
import java.util.function.Consumer;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;

/**
 * Searches the words around an anchor for phrases. Which words of 64 an element may stand at are bits of a long, so that a
 * phrase with gaps is tried in as many steps as it has words and gaps. Every word is read twice at most.
 */
final class PhraseSearch {
    private static final int WORDS_BEFORE = 26;
    private static final int BYTES_BEFORE = 240;
    private static final int BYTES_AFTER = 700;
    /** Read twice for what stands in front of a word, in bytes. */
    private static final int CONTEXT = 32;

    /** What supports a sign may stand so far behind it, in bytes. */
    private static final int SUPPORT_BEHIND = 400;

    private static final int NEGATED = 30;
    private static final int NEAR_NEGATION = 3;
    /** "Never send it without asking the user", in words. */
    private static final int FAR_NEGATION = 8;

    private final PhraseBook book;
    private final Words words;
    private final int describes;
    private final int negates;
    private final int mine;
    private int doneUntil;
    private int supportedUntil;

    PhraseSearch(PhraseBook book, int from) {
        this.book = book;
        this.words = new Words(book);
        this.describes = book.slotNamed(PhraseBook.DESCRIBES);
        this.negates = book.slotNamed(PhraseBook.NEGATES);
        this.mine = book.slotNamed(PhraseBook.MINE);
        this.doneUntil = from;
    }

    /** @param start of the anchor */
    void around(byte[] text, int from, int to, int start, Consumer<Sign> found) {
        if (start < doneUntil) {
            return;
        }
        supportedUntil = start;
        window(text, from, to, start, found);
        while (doneUntil < to && doneUntil < supportedUntil) {
            window(text, from, to, doneUntil, found);
        }
    }

    private void window(byte[] text, int from, int to, int start, Consumer<Sign> found) {
        int begin = Math.max(begin(text, from, start), wordStart(text, from, doneUntil));
        int read = words.read(text, begin, Math.min(to, start + BYTES_AFTER));
        boolean isAll = read >= to;
        int next = 0;
        while (next < words.count() && (isAll || words.start(next) <= start || next + book.longest() < words.count())) {
            if (words.word(next) >= 0 && words.start(next) >= doneUntil) {
                beginningAt(next, text, from, found);
            }
            next++;
        }
        doneUntil = Math.max(start + 1, next < words.count() ? words.start(next) : read);
    }

    /** A few words in front of what was not read yet, as they tell what it is. */
    private static int wordStart(byte[] text, int from, int next) {
        int at = Math.max(from, next - CONTEXT);
        while (at > from && at < next && text[at] != ' ') {
            at++;
        }
        return at;
    }

    /** Some words further back, as the anchor need not be the first of its phrase. */
    private static int begin(byte[] text, int from, int start) {
        int earliest = Math.max(from, start - BYTES_BEFORE);
        int at = start;
        int passed = 0;
        while (at > earliest && passed < WORDS_BEFORE) {
            at--;
            boolean isWord = isAlphanumeric(text[at]);
            if (isWord && (at == from || !isAlphanumeric(text[at - 1])) || (text[at] & 0xF0) == 0xE0) {
                passed++;
            }
        }
        while (at > from
                && at < start
                && ((text[at] & 0xC0) == 0x80 || isAlphanumeric(text[at - 1]) && text[at] >= 0)) {
            at++;
        }
        return at;
    }

    private void beginningAt(int first, byte[] text, int from, Consumer<Sign> found) {
        int seen = 0;
        for (Phrase phrase : book.startingWith(words.word(first))) {
            int kind = 1 << phrase.kind().ordinal();
            if ((seen & kind) != 0) {
                continue;
            }
            int last = lastOf(phrase, first);
            if (last >= 0) {
                seen |= kind;
                int start = words.start(first);
                int end = words.end(last);
                int weight = phrase.weight()
                        * asCommand(phrase, first, last, text)
                        / 100
                        * asSpeech(text, from, start)
                        / 100;
                if (!phrase.kind().supports()) {
                    supportedUntil = Math.max(supportedUntil, end + SUPPORT_BEHIND);
                }
                found.accept(new Sign(phrase.kind(), start, end, Math.max(1, weight), phrase.number()));
            }
        }
    }

    /** The last word of the phrase, when it begins at a word; otherwise -1. */
    private int lastOf(Phrase phrase, int first) {
        Element[] elements = phrase.elements();
        if (words.mask(elements[elements.length - 1].slot()) >>> first == 0) {
            return -1;
        }
        if (elements[0].begins() && (words.begins() >>> first & 1) == 0
                || elements[0].pauses() && (words.pauses() >>> first & 1) == 0) {
            return -1;
        }
        long stops = words.stops();
        long reach = next(1L << first) & ~stops;
        for (int i = 1; i < elements.length; i++) {
            Element element = elements[i];
            long open = reach;
            for (int skipped = 0; skipped < element.gap(); skipped++) {
                open |= next(open) & ~stops;
            }
            long hit = open & words.mask(element.slot());
            if (element.begins()) {
                hit &= words.begins();
            }
            if (element.pauses()) {
                hit &= words.pauses();
            }
            if (i == elements.length - 1) {
                return hit == 0 ? -1 : Long.numberOfTrailingZeros(hit);
            }
            reach = next(hit) & ~stops;
            if (element.isOptional()) {
                reach |= open;
            }
            if (reach == 0) {
                return -1;
            }
        }
        return elements.length == 1 ? first : -1;
    }

    private static long next(long places) {
        return places << 1;
    }

    /** Percent of the weight that is left: "never ignore", "users who ignore" and "can ignore" demand nothing. */
    private int asCommand(Phrase phrase, int first, int last, byte[] text) {
        switch (phrase.kind()) {
            case ADDRESS, CONDITION, AUTHORITY, EXFILTRATION -> {
                return 100;
            }
            default -> {}
        }
        long inside = -1L << first & -1L >>> 63 - last;
        int percent = (words.mask(mine) & inside) != 0 ? 60 : 100;
        if (phrase.kind() == SignKind.OVERRIDE && first < last && (words.mask(negates) & 1L << first + 1) != 0) {
            return NEGATED;
        }
        int farthest = phrase.kind() == SignKind.SECRECY ? FAR_NEGATION : NEAR_NEGATION;
        for (int back = 1; back <= farthest && first - back >= 0; back++) {
            if ((words.stops() >> first - back + 1 & 1) != 0 || isPause(text, first - back)) {
                break;
            }
            long before = 1L << first - back;
            if ((words.mask(negates) & before) != 0) {
                return NEGATED;
            }
            if (back == 1 && (words.mask(describes) & before) != 0) {
                percent = Math.min(percent, 55);
            }
        }
        return percent;
    }

    /** Whether punctuation follows the word. */
    private boolean isPause(byte[] text, int word) {
        for (int i = words.end(word); i < words.start(word + 1); i++) {
            if (text[i] == ':' || text[i] == ',' || text[i] == ';') {
                return true;
            }
        }
        return false;
    }

    /** Percent of the weight that is left of a phrase that begins a quotation, but for strings of JSON, YAML and CSV. */
    private static int asSpeech(byte[] text, int from, int start) {
        int at = start - 1;
        while (at > from && (text[at] == '*' || text[at] == '_')) {
            at--;
        }
        if (at <= from || !isQuote(text, from, at)) {
            return 100;
        }
        int before = (text[at] & 0xC0) == 0x80 ? Utf8.before(text, from, at + 1) - 1 : at - 1;
        while (before > from && text[before] == ' ') {
            before--;
        }
        if (before <= from) {
            return 100;
        }
        boolean isMember = text[at] == '"' && (text[before] == ':' || text[before] == ',' && before == at - 1);
        return isMember ? 100 : 50;
    }

    private static boolean isQuote(byte[] text, int from, int at) {
        byte b = text[at];
        if (b == '"' || b == '\'' || b == '`' || b == '/') {
            return true;
        }
        if (b >= 0) {
            return false;
        }
        int character = Utf8.at(text, Utf8.before(text, from, at + 1), at + 1);
        return character >= 0x2018 && character <= 0x201F
                || character == 0xAB
                || character == 0xBB
                || character >= 0x300C && character <= 0x300F;
    }
}
