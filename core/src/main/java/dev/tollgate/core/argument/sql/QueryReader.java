package dev.tollgate.core.argument.sql;

import dev.tollgate.core.argument.sql.ExpressionReader.Comma;
import java.util.Set;

/** Reads queries: SELECT with all its clauses, set operations, VALUES, TABLE, common table expressions. */
final class QueryReader {
    private static final Set<String> LOCK_STRENGTHS = Set.of("UPDATE", "SHARE", "NO", "KEY");
    private static final Set<String> MODIFIERS = Set.of(
            "ALL",
            "DISTINCT",
            "DISTINCTROW",
            "UNIQUE",
            "HIGH_PRIORITY",
            "STRAIGHT_JOIN",
            "SQL_SMALL_RESULT",
            "SQL_BIG_RESULT",
            "SQL_BUFFER_RESULT",
            "SQL_NO_CACHE",
            "SQL_CALC_FOUND_ROWS",
            "STREAM");

    private final Cursor cursor;
    private final Findings findings;
    private final Dialect dialect;
    private final NameReader names;
    private final ExpressionReader expressions;
    private final FromReader from;
    private final StatementWithin statements;

    /** What may stand within the parentheses of a common table expression. */
    @FunctionalInterface
    interface StatementWithin {
        void read(Scope scope) throws UnreadableSqlException;
    }

    QueryReader(Cursor cursor, Findings findings, Dialect dialect, StatementWithin statements) {
        this.cursor = cursor;
        this.findings = findings;
        this.dialect = dialect;
        this.statements = statements;
        this.names = new NameReader(cursor, dialect);
        this.expressions = new ExpressionReader(cursor, findings, dialect, this);
        this.from = new FromReader(cursor, findings, dialect, this, expressions);
    }

    ExpressionReader expressions() {
        return expressions;
    }

    FromReader from() {
        return from;
    }

    /** A whole query; its common table expressions are its own. */
    void read(Scope outer) throws UnreadableSqlException {
        cursor.enter();
        Scope scope = outer.inner();
        expressions(scope);
        body(scope);
        cursor.leave();
    }

    /** {@code WITH …}, when it stands here. */
    void expressions(Scope scope) throws UnreadableSqlException {
        if (!cursor.take("WITH")) {
            return;
        }
        boolean recursive = cursor.take("RECURSIVE");
        do {
            cursor.source();
            Name.Part name = Name.Part.of(cursor.expectName());
            boolean columns = cursor.peek().is("(");
            if (columns) {
                from.columns();
            }
            if (seesItself(recursive, columns)) {
                scope.addExpression(name);
            }
            cursor.expect("AS");
            cursor.take("NOT");
            cursor.take("MATERIALIZED");
            cursor.expect("(");
            cursor.enter();
            statements.read(scope);
            cursor.leave();
            cursor.expect(")");
            scope.addExpression(name);
        } while (cursor.take(","));
    }

    /** Elsewhere its own name within it is that of a table. */
    private boolean seesItself(boolean recursive, boolean columns) {
        return recursive || dialect == Dialect.SQLSERVER || dialect == Dialect.ORACLE && columns;
    }

    private void body(Scope scope) throws UnreadableSqlException {
        term(scope);
        while (cursor.peek().isOneOf(Words.SET_OPERATIONS)) {
            cursor.next();
            setOperand(scope);
        }
    }

    void setOperand(Scope scope) throws UnreadableSqlException {
        if (!cursor.take("ALL")) {
            cursor.take("DISTINCT");
        }
        cursor.take("BY", "NAME");
        term(scope);
    }

    private void term(Scope around) throws UnreadableSqlException {
        Scope scope = around.inner();
        if (cursor.peek().is("(")) {
            cursor.next();
            cursor.enter();
            read(around);
            cursor.leave();
            cursor.expect(")");
            clauses(scope);
        } else if (cursor.take("SELECT")) {
            select(scope);
        } else if (cursor.take("VALUES")) {
            findings.kind("select");
            expressions.read(scope, Words.CLAUSES, Comma.DIVIDES);
            clauses(scope);
        } else if (cursor.peek().is("TABLE") && !cursor.peek(1).is("(")) {
            cursor.next();
            findings.kind("select");
            cursor.take("ONLY");
            from.table(scope);
            findings.star();
            clauses(scope);
        } else {
            throw cursor.wrong("expected SELECT");
        }
    }

    private void select(Scope scope) throws UnreadableSqlException {
        findings.kind("select");
        modifiers(scope);
        // PostgreSQL and others take a query without columns.
        if (!cursor.atEnd() && !cursor.isAt(Words.CLAUSES)) {
            expressions.read(scope, Words.CLAUSES, Comma.DIVIDES);
        }
        if (cursor.peek().is("INTO")) {
            into();
        }
        if (cursor.take("FROM")) {
            from.list(scope);
        }
        clauses(scope);
    }

    private void modifiers(Scope scope) throws UnreadableSqlException {
        while (cursor.peek().isOneOf(MODIFIERS)
                && !cursor.peek(1).is(".")
                && !cursor.peek(1).is(",")) {
            Token modifier = cursor.next();
            if (modifier.is("DISTINCT") && cursor.take("ON")) {
                expressions.parentheses(scope, new Name.Part("", false));
            }
        }
        if (cursor.peek().is("AS") && cursor.peek(1).isOneOf(Set.of("STRUCT", "VALUE"))) {
            cursor.next();
            cursor.next();
        }
        if (cursor.peek().is("TOP") && isCount(cursor.peek(1))) {
            cursor.next();
            if (cursor.peek().is("(")) {
                expressions.parentheses(scope, new Name.Part("", false));
            } else {
                cursor.next();
            }
            cursor.take("PERCENT");
            cursor.take("WITH", "TIES");
        }
    }

    private static boolean isCount(Token token) {
        return token.is("(") || token.kind() == Token.Kind.NUMBER || token.kind() == Token.Kind.PARAMETER;
    }

    /** The clauses after FROM, in any order: which order is right is for the server to say. */
    void clauses(Scope scope) throws UnreadableSqlException {
        while (cursor.isAt(Words.CLAUSES) && !cursor.peek().isOneOf(Words.AFTER_QUERIES)) {
            clause(cursor.peek(), scope);
        }
    }

    private void clause(Token word, Scope scope) throws UnreadableSqlException {
        switch (word.text()) {
            case "WHERE", "HAVING", "QUALIFY" -> {
                cursor.next();
                expressions.read(scope, Words.CLAUSES, Comma.IS_REFUSED);
            }
            case "GROUP", "ORDER" -> {
                cursor.next();
                cursor.take("SIBLINGS");
                cursor.expect("BY");
                expressions.read(scope, Words.CLAUSES, Comma.DIVIDES);
            }
            case "LIMIT", "OFFSET" -> {
                cursor.next();
                expressions.read(scope, Words.CLAUSES, Comma.DIVIDES);
            }
            case "FETCH" -> fetch(scope);
            case "WINDOW" -> window(scope);
            case "CONNECT", "START" -> hierarchy(scope);
            case "FOR" -> forClause();
            case "LOCK" -> {
                cursor.next();
                cursor.expect("IN");
                cursor.expect("SHARE");
                cursor.expect("MODE");
                findings.writes();
            }
            case "INTO" -> into();
            case "OPTION" -> {
                cursor.next();
                expressions.parentheses(scope, new Name.Part("", false));
            }
            default -> throw cursor.wrong("expected another clause");
        }
    }

    private void fetch(Scope scope) throws UnreadableSqlException {
        cursor.next();
        if (!cursor.take("FIRST")) {
            cursor.expect("NEXT");
        }
        if (cursor.peek().is("(")) {
            expressions.parentheses(scope, new Name.Part("", false));
        } else if (cursor.peek().kind() == Token.Kind.NUMBER || cursor.peek().kind() == Token.Kind.PARAMETER) {
            cursor.next();
        }
        cursor.take("PERCENT");
        if (!cursor.take("ROW")) {
            cursor.expect("ROWS");
        }
        if (!cursor.take("ONLY")) {
            cursor.expect("WITH");
            cursor.expect("TIES");
        }
    }

    private void window(Scope scope) throws UnreadableSqlException {
        cursor.next();
        do {
            cursor.expectName();
            cursor.expect("AS");
            expressions.parentheses(scope, new Name.Part("OVER", false));
        } while (cursor.take(","));
    }

    private void hierarchy(Scope scope) throws UnreadableSqlException {
        Token word = cursor.next();
        cursor.expect(word.is("CONNECT") ? "BY" : "WITH");
        cursor.take("NOCYCLE");
        expressions.read(scope, Words.CLAUSES, Comma.IS_REFUSED);
    }

    private void forClause() throws UnreadableSqlException {
        cursor.next();
        if (cursor.peek().isOneOf(LOCK_STRENGTHS)) {
            findings.writes();
            while (cursor.peek().isOneOf(LOCK_STRENGTHS)) {
                cursor.next();
            }
            if (cursor.take("OF")) {
                do {
                    names.read();
                } while (cursor.take(","));
            }
            if (cursor.take("WAIT")) {
                cursor.next();
            } else if (!cursor.take("NOWAIT")) {
                cursor.take("SKIP", "LOCKED");
            }
        } else if (cursor.take("XML") || cursor.take("JSON") || cursor.take("BROWSE")) {
            while (!cursor.atEnd() && !cursor.isAt(Words.CLAUSES)) {
                forFormat();
            }
        } else {
            throw cursor.wrong("expected UPDATE, SHARE, XML or JSON");
        }
    }

    /** {@code FOR XML PATH('row'), ROOT('rows')}: words, texts, and texts in parentheses. */
    private void forFormat() throws UnreadableSqlException {
        Token token = cursor.next();
        boolean known = token.is(",")
                || token.is("(")
                || token.kind() == Token.Kind.TEXT
                || token.isOneOf(Set.of(
                        "AUTO",
                        "PATH",
                        "RAW",
                        "EXPLICIT",
                        "ROOT",
                        "ELEMENTS",
                        "XSINIL",
                        "TYPE",
                        "XMLDATA",
                        "BINARY",
                        "BASE64",
                        "INCLUDE_NULL_VALUES",
                        "WITHOUT_ARRAY_WRAPPER",
                        "ABSENT"));
        if (!known) {
            throw cursor.wrong("expected an option of FOR XML or FOR JSON");
        }
        if (token.is("(")) {
            if (cursor.peek().kind() == Token.Kind.TEXT) {
                cursor.next();
            }
            cursor.expect(")");
        }
    }

    /** What is selected goes into a new table, into a file or into variables. */
    private void into() throws UnreadableSqlException {
        cursor.next();
        findings.writes();
        findings.kind("into");
        if (cursor.take("OUTFILE") || cursor.take("DUMPFILE")) {
            if (cursor.next().kind() != Token.Kind.TEXT) {
                throw cursor.wrong("expected a file");
            }
            return;
        }
        if (cursor.peek().kind() == Token.Kind.PARAMETER) {
            do {
                cursor.next();
            } while (cursor.take(","));
            return;
        }
        for (String word : new String[] {"TEMPORARY", "TEMP", "UNLOGGED", "TABLE"}) {
            cursor.take(word);
        }
        findings.table(names.readTable());
    }
}
