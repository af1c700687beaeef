package dev.tollgate.core.argument.sql;

import java.util.Set;

/**
 * @param text of a word in upper case, of a quoted name what it stands for, of a symbol itself; of texts and numbers nothing
 *     is kept
 * @param written a word as it stands there
 */
record Token(Kind kind, String text, String written, int start, int end) {

    enum Kind {
        WORD,
        QUOTED,
        TEXT,
        NUMBER,
        /** A placeholder or a variable: {@code ?}, {@code :name}, {@code $1}, {@code @name}. */
        PARAMETER,
        SYMBOL,
        END
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(word);
    }

    boolean isOneOf(Set<String> words) {
        return kind == Kind.WORD && words.contains(text);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }
}
