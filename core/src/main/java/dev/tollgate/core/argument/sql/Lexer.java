package dev.tollgate.core.argument.sql;

import dev.tollgate.core.argument.sql.Dialect.Backslash;
import dev.tollgate.core.argument.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Divides SQL into tokens as its dialect does. Where servers, versions or settings would divide it differently, it refuses:
 * what one of them takes for a comment another one runs.
 */
final class Lexer {
    static final int MOST_TOKENS = 20_000;
    private static final String SYMBOLS = "+-*/%=<>!~^&|?:,.;()[]";

    private final String sql;
    private final Dialect dialect;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(String sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    List<Token> tokens() throws UnreadableSqlException {
        while (at < sql.length()) {
            if (!skipSpace()) {
                next();
            }
            if (tokens.size() > MOST_TOKENS) {
                throw wrong("expected at most " + MOST_TOKENS + " words");
            }
        }
        tokens.add(new Token(Kind.END, "", "", at, at));
        return tokens;
    }

    private boolean skipSpace() throws UnreadableSqlException {
        char c = sql.charAt(at);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
            at++;
            return true;
        }
        if (looksAt("/*")) {
            comment();
            return true;
        }
        boolean dashes = looksAt("--") && (!dialect.isMysql() || isSpaceOrEnd(at + 2));
        if (dashes || dialect.hasHashComments() && c == '#' || dialect.hasSlashComments() && looksAt("//")) {
            lineComment();
            return true;
        }
        return false;
    }

    private void comment() throws UnreadableSqlException {
        if (looksAt("/*!") || looksAt("/*M!")) {
            throw wrong("expected no comment that a server runs");
        }
        int end = sql.indexOf("*/", at + 2);
        if (end < 0) {
            throw wrong("expected the end of the comment");
        }
        if (sql.indexOf("/*", at + 2, end + 1) >= 0) {
            throw wrong("expected no comment within a comment");
        }
        at = end + 2;
    }

    private void lineComment() throws UnreadableSqlException {
        int end = sql.indexOf('\n', at);
        int stop = end < 0 ? sql.length() : end;
        int carriageReturn = sql.indexOf('\r', at, stop);
        boolean endsLine = carriageReturn == stop - 1 && end >= 0;
        if (carriageReturn >= 0 && !endsLine) {
            throw wrong("expected a comment that ends with a line feed");
        }
        at = stop;
    }

    private boolean isSpaceOrEnd(int offset) {
        return offset >= sql.length() || sql.charAt(offset) <= ' ';
    }

    private void next() throws UnreadableSqlException {
        char c = sql.charAt(at);
        if (c == '\'' && dialect != Dialect.BIGQUERY) {
            text(at, at, dialect.backslash());
        } else if (c == '\'') {
            bigQueryText(at);
        } else if (c == '"') {
            doubleQuoted();
        } else if (c == '`') {
            if (!dialect.hasNamesInBackticks()) {
                throw wrong("expected no `");
            }
            quotedName('`', '`');
        } else if (c == '[' && dialect.hasNamesInBrackets()) {
            quotedName('[', ']');
        } else if (c == '$') {
            dollar();
        } else if (c == '@') {
            variable();
        } else if (isDigit(c) || c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)) && !followsName()) {
            number();
        } else if (isNameStart(c) || c == '#' && dialect == Dialect.SQLSERVER) {
            word();
        } else {
            symbol(c);
        }
    }

    private void word() throws UnreadableSqlException {
        int start = at;
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
        String written = sql.substring(start, at);
        String upper = upper(written);
        boolean quoteFollows = at < sql.length() && (sql.charAt(at) == '\'' || sql.charAt(at) == '"');
        if (upper.equals("U") && looksAt("&") && at + 1 < sql.length() && "'\"".indexOf(sql.charAt(at + 1)) >= 0) {
            throw wrong("expected no text with Unicode escapes");
        }
        if (quoteFollows && isTextPrefix(upper)) {
            prefixed(upper, start);
            return;
        }
        add(Kind.WORD, upper, written, start);
    }

    /** Prefixes after which a text ends elsewhere. All others (N, B, X, DATE, _utf8) change nothing about that. */
    private boolean isTextPrefix(String upper) {
        return switch (upper) {
            case "E" -> dialect.isPostgres() && sql.charAt(at) == '\'';
            case "Q", "NQ" -> dialect == Dialect.ORACLE && sql.charAt(at) == '\'';
            case "R", "B", "RB", "BR" -> dialect == Dialect.BIGQUERY;
            default -> false;
        };
    }

    private void prefixed(String prefix, int start) throws UnreadableSqlException {
        switch (prefix) {
            case "Q", "NQ" -> oracleQuoted(start);
            case "R", "B", "RB", "BR" -> bigQueryText(start);
            default -> text(at, start, Backslash.ESCAPES);
        }
    }

    private void oracleQuoted(int start) throws UnreadableSqlException {
        if (at + 2 >= sql.length() || sql.charAt(at + 1) <= ' ') {
            throw wrong("expected a delimiter after q'");
        }
        char open = sql.charAt(at + 1);
        int pair = "[{<(".indexOf(open);
        char close = pair < 0 ? open : "]}>)".charAt(pair);
        int end = sql.indexOf(close + "'", at + 2);
        if (end < 0) {
            throw wrong("expected the end of the text");
        }
        at = end + 2;
        add(Kind.TEXT, "", "", start);
    }

    private void doubleQuoted() throws UnreadableSqlException {
        if (dialect == Dialect.BIGQUERY) {
            bigQueryText(at);
        } else if (dialect.hasTextsInDoubleQuotes()) {
            text(at, at, dialect.backslash());
        } else {
            quotedName('"', '"');
        }
    }

    private void bigQueryText(int start) throws UnreadableSqlException {
        String quote = sql.substring(at, at + 1);
        boolean triple = looksAt(quote.repeat(3));
        String close = triple ? quote.repeat(3) : quote;
        int i = at + close.length();
        while (i < sql.length() && !sql.startsWith(close, i)) {
            if (!triple && sql.charAt(i) == '\n') {
                throw wrong("expected the end of the text on its line");
            }
            i += sql.charAt(i) == '\\' ? 2 : 1;
        }
        if (i >= sql.length()) {
            throw wrong("expected the end of the text");
        }
        at = i + close.length();
        add(Kind.TEXT, "", "", start);
    }

    /** A text in single or double quotes, in which a doubled quote stands for one. */
    private void text(int open, int start, Backslash backslash) throws UnreadableSqlException {
        char quote = sql.charAt(open);
        int i = open + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\\' && backslash != Backslash.IS_PLAIN) {
                int run = backslashes(i);
                boolean odd = run % 2 == 1;
                boolean beforeQuote = i + run < sql.length() && sql.charAt(i + run) == quote;
                if (odd && beforeQuote && backslash == Backslash.HANGS_ON_SETTINGS) {
                    throw wrong("expected no backslash before a quote: settings say whether the text ends there");
                }
                i += run + (odd && backslash == Backslash.ESCAPES ? 1 : 0);
            } else if (c != quote) {
                i++;
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                i += 2;
            } else {
                at = i + 1;
                add(Kind.TEXT, "", "", start);
                return;
            }
        }
        throw wrong("expected the end of the text");
    }

    private int backslashes(int from) {
        int i = from;
        while (i < sql.length() && sql.charAt(i) == '\\') {
            i++;
        }
        return i - from;
    }

    private void quotedName(char open, char close) throws UnreadableSqlException {
        int start = at;
        var name = new StringBuilder();
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            boolean doubled = c == close && i + 1 < sql.length() && sql.charAt(i + 1) == close;
            if (doubled && dialect == Dialect.SQLITE && open == '[') {
                // SQLite knows no way to write ] within brackets.
                doubled = false;
            }
            if (c == '\\' && dialect == Dialect.BIGQUERY || c < ' ' || c == 0x7F) {
                throw wrong("expected a quoted name without escapes and control characters");
            }
            if (c == close && !doubled) {
                if (name.isEmpty()) {
                    throw wrong("expected a name between the quotes");
                }
                at = i + 1;
                add(Kind.QUOTED, name.toString(), name.toString(), start);
                return;
            }
            i += doubled ? 1 : 0;
            name.append(c);
        }
        throw wrong("expected the end of the quoted name");
    }

    private void dollar() throws UnreadableSqlException {
        int start = at;
        int end = at + 1;
        while (end < sql.length() && isNamePart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        boolean closed = end < sql.length() && sql.charAt(end) == '$';
        boolean tagged = closed && (end == at + 1 || !isDigit(sql.charAt(at + 1)) && dialect.isPostgres());
        if (tagged && dialect.hasDollarQuotes()) {
            String tag = sql.substring(at, end + 1);
            int close = sql.indexOf(tag, end + 1);
            if (close < 0) {
                throw wrong("expected the end of the text");
            }
            at = close + tag.length();
            add(Kind.TEXT, "", "", start);
        } else if (end > at + 1 && !closed) {
            // What ends a number may be the next word to some: $1from is $1 from.
            boolean number = isDigit(sql.charAt(at + 1));
            if (number && !sql.substring(at + 1, end).chars().allMatch(c -> isDigit((char) c))) {
                throw wrong("expected a space after the number");
            }
            at = end;
            add(Kind.PARAMETER, "", "", start);
        } else {
            throw wrong("expected no $");
        }
    }

    private void variable() throws UnreadableSqlException {
        int start = at;
        while (at < sql.length() && sql.charAt(at) == '@') {
            at++;
        }
        int name = at;
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
        boolean operator = at == name;
        boolean link = !tokens.isEmpty()
                && tokens.getLast().isName()
                && tokens.getLast().end() == start;
        if ((operator || link) && !dialect.isPostgres()) {
            throw wrong("expected a name after @, and none right before it");
        }
        add(operator ? Kind.SYMBOL : Kind.PARAMETER, operator ? "@" : "", "", start);
    }

    private void number() throws UnreadableSqlException {
        int start = at;
        if (looksAt("0x") || looksAt("0X")) {
            at += 2;
            while (at < sql.length() && Character.digit(sql.charAt(at), 16) >= 0) {
                at++;
            }
        } else {
            digits();
            if (looksAt(".") && !looksAt("..")) {
                at++;
                digits();
            }
            exponent();
        }
        if (at < sql.length() && (isNamePart(sql.charAt(at)) || sql.charAt(at) == '.')) {
            throw wrong("expected a space after the number");
        }
        add(Kind.NUMBER, "", "", start);
    }

    private void exponent() {
        if (at >= sql.length() || (sql.charAt(at) | 0x20) != 'e') {
            return;
        }
        int sign = at + 1 < sql.length() && "+-".indexOf(sql.charAt(at + 1)) >= 0 ? 1 : 0;
        if (at + 1 + sign < sql.length() && isDigit(sql.charAt(at + 1 + sign))) {
            at += 1 + sign;
            digits();
        }
    }

    private void digits() {
        while (at < sql.length() && isDigit(sql.charAt(at))) {
            at++;
        }
    }

    private void symbol(char c) throws UnreadableSqlException {
        int start = at;
        boolean braces = (c == '{' || c == '}') && dialect == Dialect.SNOWFLAKE;
        boolean hashOperator = c == '#' && dialect.isPostgres();
        if (SYMBOLS.indexOf(c) < 0 && !braces && !hashOperator) {
            throw wrong("expected SQL without this character");
        }
        at++;
        if (c == ':' && (looksAt(":") || looksAt("="))) {
            at++;
            add(Kind.SYMBOL, sql.substring(start, at), "", start);
        } else if (c == '|' && looksAt(">")) {
            throw wrong("expected no pipe");
        } else {
            add(Kind.SYMBOL, String.valueOf(c), "", start);
        }
    }

    /** {@code t.1} is a name and a place, not a name and a fraction. */
    private boolean followsName() {
        return !tokens.isEmpty()
                && tokens.getLast().isName()
                && tokens.getLast().end() == at;
    }

    private boolean looksAt(String text) {
        return sql.startsWith(text, at);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c > 0x7F && Character.isLetter(c);
    }

    private boolean isNamePart(char c) {
        return isNameStart(c)
                || isDigit(c)
                || c == '$'
                || c == '#' && (dialect == Dialect.SQLSERVER || dialect == Dialect.ORACLE)
                || c > 0x7F && Character.getType(c) == Character.NON_SPACING_MARK;
    }

    static String upper(String word) {
        return word.chars().allMatch(c -> c < 0x80) ? word.toUpperCase(Locale.ROOT) : word;
    }

    private void add(Kind kind, String text, String written, int start) {
        tokens.add(new Token(kind, text, written, start, at));
    }

    private UnreadableSqlException wrong(String expected) {
        return new UnreadableSqlException(expected, at);
    }
}
