package dev.tollgate.core.argument.sql;

import java.util.List;
import java.util.Set;

/** Goes through the tokens once, from left to right, so that reading takes time linear in the text. */
final class Cursor {
    static final int DEEPEST = 60;
    static final int MOST_SOURCES = 256;

    private final List<Token> tokens;
    private int at;
    private int depth;
    private int sources;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    /** The token before; the first one has itself. */
    Token previous() {
        return tokens.get(Math.max(0, at - 1));
    }

    /** Whether the parenthesis before was opened by a call of this function. */
    boolean isCallOf(String function) {
        return at >= 2 && tokens.get(at - 2).is(function);
    }

    Token next() {
        Token token = peek();
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean take(String word) {
        if (peek().is(word)) {
            next();
            return true;
        }
        return false;
    }

    boolean take(String first, String second) {
        if (peek().is(first) && peek(1).is(second)) {
            next();
            next();
            return true;
        }
        return false;
    }

    void expect(String word) throws UnreadableSqlException {
        if (!take(word)) {
            throw wrong("expected " + word);
        }
    }

    Token expectName() throws UnreadableSqlException {
        if (!peek().isName()) {
            throw wrong("expected a name");
        }
        return next();
    }

    /** At one of these words, where it begins what it can begin: {@code ORDER} alone may be a name, before BY it is not. */
    boolean isAt(Set<String> words) {
        Token token = peek();
        if (!token.isOneOf(words)) {
            return false;
        }
        return switch (token.text()) {
            case "START" -> peek(1).is("WITH");
            case "CONNECT" -> peek(1).is("BY");
            case "LOCK" -> peek(1).is("IN");
            case "OPTION" -> peek(1).is("(");
            case "LEFT", "RIGHT" -> !peek(1).is("(");
            default -> true;
        };
    }

    /** Nothing more of this statement, or of what stands in these parentheses. */
    boolean atEnd() {
        Token token = peek();
        return token.kind() == Token.Kind.END || token.is(";") || token.is(")") || token.is("]") || token.is("}");
    }

    void enter() throws UnreadableSqlException {
        if (++depth > DEEPEST) {
            throw wrong("expected at most " + DEEPEST + " levels within each other");
        }
    }

    /** One more table, query or function to read from. */
    void source() throws UnreadableSqlException {
        if (++sources > MOST_SOURCES) {
            throw wrong("expected at most " + MOST_SOURCES + " tables");
        }
    }

    void leave() {
        depth--;
    }

    UnreadableSqlException wrong(String expected) {
        return new UnreadableSqlException(expected, peek().start());
    }
}
