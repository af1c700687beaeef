package dev.tollgate.core.scan.injection;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.injection.SurroundingWords.Meaning;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The outermost hidden region that is open: a comment, or an element whose style or attribute hides it. It is read on only
 * when a sign or another region comes, so that every byte is read once at most.
 */
final class HiddenRegion {
    private static final int FARTHEST_TAG = 400;
    private static final int LONGEST_NAME = 16;
    private static final Set<String> WITHOUT_END = Set.of(
            "img", "input", "br", "meta", "link", "hr", "source", "area", "base", "col", "embed", "track", "wbr");

    /** Comments have many uses; styles that hide text have few. */
    private static final int COMMENT = 35;

    private static final int STYLE = 45;
    /** A hidden phrase below this is no instruction. */
    private static final int LEAST = 25;

    private final byte[] text;
    private final int from;
    private final int to;
    private final Consumer<Sign> found;
    private Meaning meaning = Meaning.COMMENT;
    private boolean isOpen;
    private boolean hasSign;
    private int start;
    private int read;
    private int lastSign;
    private int depth;
    private byte[] name = {};

    HiddenRegion(byte[] text, int from, int to, Consumer<Sign> found) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.found = found;
    }

    void open(Meaning opened, int at, int end) {
        readTo(at);
        if (isOpen) {
            return;
        }
        int begin = at;
        int content = end;
        if (opened == Meaning.STYLE) {
            begin = tagStart(at);
            content = begin < 0 ? -1 : tagEnd(end);
            if (begin < 0 || content < 0 || !takeName(begin)) {
                return;
            }
        }
        meaning = opened;
        isOpen = true;
        hasSign = false;
        start = begin;
        read = content;
        depth = 1;
    }

    void sign(Sign sign) {
        readTo(sign.from());
        if (isOpen && sign.from() >= start && sign.kind().isPhrase() && sign.weight() >= LEAST) {
            hasSign = true;
            lastSign = sign.to();
        }
    }

    void end() {
        readTo(to);
        if (isOpen) {
            close(meaning == Meaning.COMMENT ? to : Math.max(lastSign, start + 1));
        }
    }

    private void close(int end) {
        isOpen = false;
        if (hasSign) {
            found.accept(new Sign(SignKind.HIDDEN, start, end, meaning == Meaning.STYLE ? STYLE : COMMENT));
        }
    }

    private void readTo(int limit) {
        while (isOpen && read < limit) {
            int end = switch (meaning) {
                case COMMENT -> commentEnd();
                case MARKDOWN_COMMENT -> text[read] == '\n' ? read : 0;
                case LATEX -> braceEnd();
                default -> elementEnd();
            };
            read++;
            if (end > 0) {
                close(end);
            }
        }
    }

    private int commentEnd() {
        boolean isEnd = text[read] == '-' && read + 2 < to && text[read + 1] == '-' && text[read + 2] == '>';
        return isEnd ? read + 3 : 0;
    }

    private int braceEnd() {
        if (text[read] == '{') {
            depth++;
        } else if (text[read] == '}') {
            depth--;
        }
        return depth == 0 || text[read] == '\n' ? read + 1 : 0;
    }

    private int elementEnd() {
        if (text[read] != '<') {
            return 0;
        }
        boolean isEnd = read + 1 < to && text[read + 1] == '/';
        int at = read + (isEnd ? 2 : 1);
        if (!isName(at)) {
            return 0;
        }
        depth += isEnd ? -1 : 1;
        if (depth > 0) {
            return 0;
        }
        int close = tagEnd(at);
        return close < 0 ? at + name.length : close;
    }

    private boolean isName(int at) {
        if (at + name.length > to) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (ByteClass.lower(text[at + i]) != name[i]) {
                return false;
            }
        }
        return ByteClass.isEnd(text, to, at + name.length);
    }

    private int tagStart(int at) {
        int earliest = Math.max(from, at - FARTHEST_TAG);
        for (int i = at - 1; i >= earliest; i--) {
            if (text[i] == '<') {
                return i;
            }
            if (text[i] == '>') {
                return -1;
            }
        }
        return -1;
    }

    private int tagEnd(int at) {
        int latest = Math.min(to, at + FARTHEST_TAG);
        for (int i = at - 1; i < latest; i++) {
            if (text[i] == '>') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Of the tag that begins here; not of one that has no end tag. */
    private boolean takeName(int begin) {
        int end = begin + 1;
        int latest = Math.min(to, end + LONGEST_NAME);
        while (end < latest && ByteClass.isAlphanumeric(text[end])) {
            end++;
        }
        var taken = new byte[end - begin - 1];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = ByteClass.lower(text[begin + 1 + i]);
        }
        if (taken.length == 0 || WITHOUT_END.contains(new String(taken, StandardCharsets.ISO_8859_1))) {
            return false;
        }
        name = taken;
        return true;
    }
}
