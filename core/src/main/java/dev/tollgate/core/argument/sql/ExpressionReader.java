package dev.tollgate.core.argument.sql;

import dev.tollgate.core.argument.sql.Token.Kind;
import java.util.Set;

/**
 * Goes over expressions: notes the columns and functions, reads queries in parentheses, and refuses any word that could
 * begin another clause or statement where none may begin.
 */
final class ExpressionReader {
    private static final Name.Part NO_FUNCTION = new Name.Part("", false);

    private final Cursor cursor;
    private final Findings findings;
    private final Dialect dialect;
    private final QueryReader queries;
    private final NameReader names;

    /** What a comma means where an expression stands. */
    enum Comma {
        DIVIDES,
        ENDS,
        IS_REFUSED
    }

    ExpressionReader(Cursor cursor, Findings findings, Dialect dialect, QueryReader queries) {
        this.cursor = cursor;
        this.findings = findings;
        this.dialect = dialect;
        this.queries = queries;
        this.names = new NameReader(cursor, dialect);
    }

    /** Reads at least one expression, up to one of these words, the end, or what closes the parentheses around it. */
    void read(Scope scope, Set<String> stops, Comma comma) throws UnreadableSqlException {
        boolean operandExpected = true;
        int operands = 0;
        int cases = 0;
        while (!cursor.atEnd() && (cases > 0 || !cursor.isAt(stops) || isStarWithoutSome())) {
            cases += cursor.peek().is("CASE") ? 1 : cursor.peek().is("END") ? -1 : 0;
            if (cursor.peek().is(",")) {
                if (operandExpected || comma == Comma.IS_REFUSED) {
                    throw cursor.wrong("expected an expression");
                }
                if (comma == Comma.ENDS) {
                    return;
                }
                cursor.next();
                operandExpected = true;
                operands = 0;
                continue;
            }
            operands = one(scope, operands, stops, NO_FUNCTION);
            operandExpected = false;
        }
        if (operandExpected) {
            throw cursor.wrong("expected an expression");
        }
    }

    /** What stands in parentheses: a query, or expressions. */
    void parentheses(Scope scope, Name.Part function) throws UnreadableSqlException {
        cursor.expect("(");
        cursor.enter();
        boolean call = cursor.peek().is("TABLE") && cursor.peek(1).is("(");
        if (cursor.peek().isOneOf(Words.QUERY_STARTS) && !call) {
            queries.read(scope);
        } else {
            within(scope, function, ")");
        }
        cursor.leave();
        cursor.expect(")");
    }

    private void within(Scope scope, Name.Part function, String close) throws UnreadableSqlException {
        int operands = 0;
        if (function.text().equalsIgnoreCase("EXTRACT") && cursor.peek(1).is("FROM")) {
            cursor.next();
        }
        while (!cursor.peek().is(close)) {
            if (cursor.atEnd()) {
                throw cursor.wrong("expected " + close);
            }
            if (cursor.take(",")) {
                operands = 0;
            } else {
                operands = one(scope, operands, Set.of(), function);
            }
        }
    }

    /**
     * Reads the next part of an expression.
     *
     * @param operands how many values stand side by side before it: a name right after one of them is its alias
     * @return how many do after it; 0 after an operator
     */
    private int one(Scope scope, int operands, Set<String> stops, Name.Part function) throws UnreadableSqlException {
        Token token = cursor.peek();
        return switch (token.kind()) {
            case TEXT, NUMBER, PARAMETER -> {
                cursor.next();
                yield operands + 1;
            }
            case QUOTED -> {
                named(scope, operands, stops);
                yield operands + 1;
            }
            case WORD -> word(token, scope, operands, stops, function);
            case SYMBOL -> symbol(token, scope, operands);
            case END -> throw cursor.wrong("expected an expression");
        };
    }

    private int symbol(Token token, Scope scope, int operands) throws UnreadableSqlException {
        switch (token.text()) {
            case "(" -> {
                parentheses(scope, NO_FUNCTION);
                return operands + 1;
            }
            case "[", "{" -> {
                cursor.next();
                cursor.enter();
                String close = token.is("[") ? "]" : "}";
                within(scope, NO_FUNCTION, close);
                cursor.leave();
                cursor.expect(close);
                return Math.max(1, operands);
            }
            case "::" -> {
                cursor.next();
                type(scope);
                return operands;
            }
            case "." -> {
                cursor.next();
                // A field of what stands in parentheses before it, or all of them.
                if (!cursor.peek().isName() && !cursor.peek().is("*")) {
                    throw cursor.wrong("expected a name");
                }
                cursor.next();
                return operands;
            }
            case ":=" -> findings.writes();
            case "*" -> star();
            default -> {
                // An operator without rules of its own.
            }
        }
        cursor.next();
        return 0;
    }

    /** A multiplication has something on both sides. */
    private void star() {
        Token before = cursor.previous();
        Token after = cursor.peek(1);
        boolean counted = before.is("(") && after.is(")") && cursor.isCallOf("COUNT");
        boolean first = before.is("(") || before.is(",") || before.isOneOf(Set.of("SELECT", "DISTINCT", "ALL"));
        boolean last = after.kind() == Kind.END
                || after.is(",")
                || after.is(")")
                || after.is(";")
                || after.isOneOf(Set.of("FROM", "INTO", "EXCEPT", "EXCLUDE", "REPLACE", "RENAME", "ILIKE"));
        if (!counted && (first || last)) {
            findings.star();
        }
    }

    private int word(Token token, Scope scope, int operands, Set<String> stops, Name.Part function)
            throws UnreadableSqlException {
        boolean called = cursor.peek(1).is("(");
        if (cursor.peek(1).is(".") || called && Functions.isNameOfOne(token.text())) {
            named(scope, operands, stops);
            return operands + 1;
        }
        switch (token.text()) {
            case "AS" -> {
                cursor.next();
                type(scope);
                return operands;
            }
            case "COLLATE" -> {
                cursor.next();
                names.read();
                return operands;
            }
            case "IS" -> {
                cursor.next();
                cursor.take("NOT");
                if (cursor.take("DISTINCT")) {
                    cursor.expect("FROM");
                }
                return 0;
            }
            case "OVER" -> {
                cursor.next();
                over(scope);
                return operands;
            }
            case "END" -> {
                cursor.next();
                return 1;
            }
            case "FROM" -> {
                if (!Words.DIVIDED_BY_FROM.contains(Lexer.upper(function.text()))) {
                    throw cursor.wrong("expected no FROM");
                }
                cursor.next();
                return 0;
            }
            case "UNION", "INTERSECT", "EXCEPT", "MINUS" -> {
                return setOperation(scope);
            }
            default -> {
                return plainWord(token, scope, operands, stops, function);
            }
        }
    }

    private int plainWord(Token token, Scope scope, int operands, Set<String> stops, Name.Part function)
            throws UnreadableSqlException {
        if (token.is("IN") && cursor.peek(1).isName() && dialect == Dialect.SQLITE) {
            inTable(scope);
            return 1;
        }
        if (cursor.take("AT", "TIME")) {
            cursor.expect("ZONE");
            return 0;
        }
        boolean pair = cursor.take("NULLS", "FIRST")
                || cursor.take("NULLS", "LAST")
                || cursor.take("WITHIN", "GROUP")
                || cursor.take("GROUPING", "SETS")
                || cursor.take("WITH", "ROLLUP");
        if (pair) {
            return 0;
        }
        if (token.is("WITH")) {
            withWords();
        }
        if (token.is("ARRAY") && cursor.peek(1).is("[")) {
            cursor.next();
            return 0;
        }
        if (token.is("INTERVAL")
                && cursor.peek(1).kind() == Kind.NUMBER
                && cursor.peek(2).kind() == Kind.WORD) {
            cursor.next();
            cursor.next();
            cursor.next();
            return operands + 1;
        }
        if (cursor.take("NEXT", "VALUE")) {
            cursor.expect("FOR");
            names.read();
            findings.writes();
            return operands + 1;
        }
        if (isRefused(token)) {
            throw cursor.wrong("expected an expression");
        }
        boolean frame = function.text().equals("OVER") && token.isOneOf(Words.WINDOW_FRAME);
        if (Words.NO_COLUMN.contains(token.text()) || frame) {
            cursor.next();
            return 0;
        }
        if (Words.VALUES.contains(token.text()) && !cursor.peek(1).is("(")) {
            cursor.next();
            return operands + 1;
        }
        named(scope, operands, stops);
        return operands + 1;
    }

    /** SQLite alone knows {@code x in table}. */
    private void inTable(Scope scope) throws UnreadableSqlException {
        cursor.next();
        cursor.source();
        Name name = names.readTable();
        if (cursor.peek().is("(")) {
            findings.unknownFunction();
            parentheses(scope, name.last());
        } else if (!scope.isExpression(name)) {
            findings.table(name);
        }
    }

    private void over(Scope scope) throws UnreadableSqlException {
        if (cursor.peek().is("(")) {
            parentheses(scope, new Name.Part("OVER", false));
        } else {
            cursor.expectName();
        }
    }

    /** The few places within an expression where WITH may stand. */
    private void withWords() throws UnreadableSqlException {
        Token after = cursor.peek(1);
        if (!after.isOneOf(Set.of("TIME", "LOCAL", "TIES", "ORDINALITY", "UNIQUE", "WITHOUT", "WRAPPER", "OFFSET"))) {
            throw cursor.wrong("expected no WITH");
        }
    }

    private boolean isRefused(Token token) {
        return Words.NEVER_IN_EXPRESSIONS.contains(token.text())
                || dialect == Dialect.SQLSERVER && Words.STATEMENTS_OF_TRANSACT_SQL.contains(token.text());
    }

    /** {@code select * except (a, b)}, which is no set operation. */
    private boolean isStarWithoutSome() {
        return cursor.peek().is("EXCEPT")
                && cursor.previous().is("*")
                && cursor.peek(1).is("(")
                && !cursor.peek(2).isOneOf(Words.QUERY_STARTS)
                && !cursor.peek(2).is("(");
    }

    /** {@code ((select …) union select …)}: the first query was read as one in parentheses. */
    private int setOperation(Scope scope) throws UnreadableSqlException {
        boolean starWithoutSome = isStarWithoutSome();
        if (!starWithoutSome && !cursor.previous().is(")")) {
            throw cursor.wrong("expected a query before the set operation");
        }
        cursor.next();
        if (starWithoutSome) {
            return 0;
        }
        queries.setOperand(scope);
        return 1;
    }

    /** A type, or an alias: neither is a column. */
    private void type(Scope scope) throws UnreadableSqlException {
        if (!cursor.peek().isName()) {
            if (cursor.peek().kind() == Kind.TEXT) {
                cursor.next();
                return;
            }
            throw cursor.wrong("expected a name after AS or ::");
        }
        names.read();
        if (cursor.peek().is("(")) {
            parentheses(scope, NO_FUNCTION);
        }
        while (cursor.peek().isOneOf(Words.MORE_OF_A_TYPE)) {
            cursor.next();
        }
    }

    private void named(Scope scope, int operands, Set<String> stops) throws UnreadableSqlException {
        Token first = cursor.peek();
        boolean afterOperand = operands == 1;
        Name name = names.read();
        if (cursor.peek().is(".") && cursor.peek(1).is("*")) {
            cursor.next();
            cursor.next();
            findings.star(name, scope);
        } else if (cursor.peek().is("(")) {
            // Oracle's mark of an outer join: a.id = b.id (+)
            if (cursor.peek(1).is("+") && cursor.peek(2).is(")")) {
                findings.column(name, scope);
                parentheses(scope, NO_FUNCTION);
                return;
            }
            findings.function(name);
            parentheses(scope, name.last());
        } else if (cursor.peek().kind() == Kind.TEXT && first.kind() == Kind.WORD && !name.isQualified()) {
            cursor.next();
        } else if (!(afterOperand && !name.isQualified() && endsExpression(stops))) {
            if (Functions.isSequenceStep(name)) {
                findings.writes();
            }
            findings.column(name, scope);
        }
    }

    private boolean endsExpression(Set<String> stops) {
        return cursor.atEnd() || cursor.peek().is(",") || cursor.isAt(stops);
    }
}
