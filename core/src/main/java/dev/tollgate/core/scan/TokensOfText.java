package dev.tollgate.core.scan;

/**
 * Where tokens stand in one text. It remembers what it read, so that words that stand right behind each other do not each
 * look for the same bracket.
 */
final class TokensOfText {
    private static final int NONE = -1;

    private final TokenForm form;
    private final byte[] text;
    private final int from;
    private final int to;

    /** From here on no byte begins a token, or ends one, or what it stands in. */
    private int plainFrom;

    private int plainTo;
    private int opening = NONE;
    private int openingEnd;

    TokensOfText(TokenForm form, byte[] text, int from, int to) {
        this.form = form;
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /** Whether these bytes stand inside of one. */
    boolean covers(int start, int end) {
        int nearest = openingBefore(start);
        if (nearest == NONE) {
            return false;
        }
        if (nearest != opening) {
            opening = nearest;
            openingEnd = form.end(text, nearest, to);
        }
        return openingEnd >= end;
    }

    /** The bracket of which this byte may stand behind; the byte itself may be the one that closes. */
    private int openingBefore(int at) {
        int earliest = Math.max(from, at - TokenForm.LONGEST);
        int last = at == to || text[at] == ']' ? at - 1 : at;
        int i = last;
        while (i >= earliest && !TokenForm.isBound(text[i])) {
            i = i >= plainFrom && i < plainTo ? plainFrom - 1 : i - 1;
        }
        if (i < last) {
            plainFrom = i + 1;
            plainTo = last + 1;
        }
        return i >= earliest && text[i] == '[' ? i : NONE;
    }
}
