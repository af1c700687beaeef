package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.ByteClass;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;

/**
 * Up to 64 words of a text in a row, with a bit for each word in every mask. Scripts without spaces are cut into the words
 * of the vocabulary, and single characters between them.
 */
final class Words {
    static final int MOST = 64;

    private static final int LONGEST_WORD = 64;
    private static final int LONGEST_URL = 512;

    private final PhraseBook book;
    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];
    private final int[] words = new int[MOST];
    private final long[] masks;
    private int count;
    private long stops;
    private long begins;
    private long pauses;

    Words(PhraseBook book) {
        this.book = book;
        this.masks = new long[book.slotCount()];
    }

    int count() {
        return count;
    }

    int start(int word) {
        return starts[word];
    }

    int end(int word) {
        return ends[word];
    }

    /** Its number in the vocabulary. */
    int word(int word) {
        return words[word];
    }

    /** The words that may stand for the slot. */
    long mask(int slot) {
        return masks[slot];
    }

    /** The words in front of which a sentence ends. */
    long stops() {
        return stops;
    }

    /** The words in front of which a clause ends. */
    long begins() {
        return begins;
    }

    /** The words behind which a comma, a colon or a dash stands. */
    long pauses() {
        return pauses;
    }

    /** @return where reading ended: {@code to}, or behind the last word that there was room for */
    int read(byte[] text, int from, int to) {
        clear();
        boolean isStopped = false;
        boolean begins = true;
        int at = from;
        while (at < to && count < MOST) {
            int end = wordEnd(text, at, to);
            if (end > at) {
                if (begins) {
                    this.begins |= 1L << count;
                }
                add(text, at, end, isStopped);
                isStopped = false;
                begins = false;
                at = end;
            } else {
                isStopped |= isStop(text, at, to);
                begins |= isStopped || isBreak(text, at, to);
                if (count > 0 && isPause(text, at, to)) {
                    pauses |= 1L << count - 1;
                }
                at = Math.min(to, at + separatorLength(text, at));
            }
        }
        return at;
    }

    private void clear() {
        for (int i = 0; i < count; i++) {
            if (words[i] >= 0) {
                for (int slot : book.slotsOf(words[i])) {
                    masks[slot] = 0;
                }
            }
        }
        masks[PhraseBook.URL] = 0;
        masks[PhraseBook.MAIL] = 0;
        masks[PhraseBook.IDENTIFIER] = 0;
        count = 0;
        stops = 0;
        begins = 0;
        pauses = 0;
    }

    private void add(byte[] text, int start, int end, boolean isStopped) {
        long bit = 1L << count;
        if (isStopped) {
            stops |= bit;
        }
        starts[count] = start;
        ends[count] = end;
        int word = book.vocabulary().indexOf(text, start, end);
        words[count++] = word;
        if (word >= 0) {
            for (int slot : book.slotsOf(word)) {
                masks[slot] |= bit;
            }
            return;
        }
        for (int i = start; i < end; i++) {
            if (text[i] == '@') {
                masks[PhraseBook.MAIL] |= bit;
            } else if (text[i] == '_' && !isTag(text, start) && !isCode(text, end)) {
                masks[PhraseBook.IDENTIFIER] |= bit;
            } else if (text[i] == ':') {
                masks[PhraseBook.URL] |= bit;
                return;
            }
        }
    }

    /** In the code of a program what is called has parentheses. */
    private static boolean isCode(byte[] text, int end) {
        return end < text.length && text[end] == '(';
    }

    private static boolean isTag(byte[] text, int start) {
        return start > 0 && (text[start - 1] == '<' || text[start - 1] == '/');
    }

    /** The byte after the word that begins here; {@code at} when none does. */
    private int wordEnd(byte[] text, int at, int to) {
        if (isUrl(text, at, to)) {
            int latest = Math.min(to, at + LONGEST_URL);
            int end = at;
            while (end < latest && text[end] > ' ' && text[end] != '"' && text[end] != ')' && text[end] != '>') {
                end++;
            }
            return end;
        }
        if (Utf8.isIdeographic(text, at, to)) {
            int length = book.vocabulary().longestOfThreeByteCharacters(text, at, to);
            return at + (length > 0 ? length : 3);
        }
        int latest = Math.min(to, at + LONGEST_WORD);
        int end = at;
        while (end < latest) {
            byte b = text[end];
            if (b >= 0 ? isAlphanumeric(b) : Utf8.isLetter(text, end, to)) {
                end++;
            } else if (end > at && isInside(text, at, end, to)) {
                end += b < 0 ? 3 : 1;
            } else {
                break;
            }
        }
        return Math.min(end, to);
    }

    private static boolean isUrl(byte[] text, int at, int to) {
        return to - at > 8
                && ByteClass.lower(text[at]) == 'h'
                && ByteClass.lower(text[at + 1]) == 't'
                && ByteClass.lower(text[at + 2]) == 't'
                && ByteClass.lower(text[at + 3]) == 'p'
                && (text[at + 4] == ':' || text[at + 5] == ':');
    }

    /** Apostrophes, underscores and what joins the parts of an address. */
    private static boolean isInside(byte[] text, int start, int at, int to) {
        boolean isJoint = switch (text[at]) {
            case '\'', '_', '@' -> true;
            case '.' -> at + 1 < to && text[at + 1] > ' ' && isMail(text, start, at);
            default -> Utf8.isApostrophe(text, at, to);
        };
        int after = at + (text[at] < 0 ? 3 : 1);
        return isJoint && after < to && isAlphanumeric(text[after]);
    }

    private static boolean isMail(byte[] text, int start, int at) {
        for (int i = start; i < at; i++) {
            if (text[i] == '@') {
                return true;
            }
        }
        return false;
    }

    private static boolean isStop(byte[] text, int at, int to) {
        byte b = text[at];
        if (b == '.' || b == '!' || b == '?') {
            return at + 1 == to || text[at + 1] <= ' ' && text[at + 1] >= 0 || text[at + 1] == '"';
        }
        if (b == '\n') {
            int next = at + 1;
            while (next < to && (text[next] == ' ' || text[next] == '\r' || text[next] == '\t')) {
                next++;
            }
            return next < to && (text[next] == '\n' || text[next] == '-' || text[next] == '*' || text[next] == '#');
        }
        return b < 0 && Utf8.isFullStop(text, at, to);
    }

    private static boolean isBreak(byte[] text, int at, int to) {
        return switch (text[at]) {
            case '"', '\'' -> at + 1 < to && text[at + 1] != ' ';
            case ',', ':', ';', '(', '[', '{', '>', '|', '\n', '#', '/' -> true;
            default -> text[at] < 0 || isDash(text, at, to);
        };
    }

    private static boolean isPause(byte[] text, int at, int to) {
        byte b = text[at];
        return b == ',' || b == ':' || b < 0 || isDash(text, at, to);
    }

    private static boolean isDash(byte[] text, int at, int to) {
        return text[at] == '-' && at + 1 < to && (text[at + 1] == ' ' || text[at + 1] == '-');
    }

    private static int separatorLength(byte[] text, int at) {
        return Utf8.length(text[at]);
    }
}
