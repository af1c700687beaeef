package dev.tollgate.core.argument.sql;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads statements about tables rather than rows: CREATE, ALTER, DROP, TRUNCATE, GRANT and their like. None of them only
 * reads. Whatever may be a table's name is noted as one; where that cannot be told, any table is.
 */
final class DefinitionReader {
    private static final Set<String> RELATIONS = Set.of("TABLE", "VIEW", "INDEX");
    private static final Set<String> BEFORE_RELATIONS = Set.of(
            "OR",
            "REPLACE",
            "TEMP",
            "TEMPORARY",
            "GLOBAL",
            "LOCAL",
            "UNLOGGED",
            "EXTERNAL",
            "MATERIALIZED",
            "RECURSIVE",
            "UNIQUE",
            "CLUSTERED",
            "NONCLUSTERED",
            "TRANSIENT",
            "VOLATILE",
            "FOREIGN",
            "VIRTUAL",
            "FULLTEXT",
            "SPATIAL",
            "SECURE",
            "HYBRID",
            "DYNAMIC",
            "BITMAP",
            "FORCE",
            "IF",
            "NOT",
            "EXISTS",
            "CONCURRENTLY",
            "ONLY",
            "COLUMN");

    /** A name after one of these is a table's, or may be. */
    private static final Set<String> BEFORE_NAMES = Set.of(
            "REFERENCES",
            "LIKE",
            "CLONE",
            "COPY",
            "OF",
            "INHERITS",
            "FROM",
            "JOIN",
            "INTO",
            "TABLE",
            "VIEW",
            "ON",
            "IN",
            "SWITCH",
            "EXCHANGE",
            "ATTACH",
            "DETACH",
            "USING",
            "ONLY",
            "INHERIT",
            "TO",
            "RENAME",
            "UNION");

    private static final Set<String> RUN_MORE = Set.of("EXECUTE", "EXEC", "CALL");

    /** May stand between such a word and the name. */
    private static final Set<String> BETWEEN = Set.of("PARTITION", "TABLE", "ONLY", "IF", "EXISTS", "NOT", "TO", "AS");

    private static final Set<String> NEXT_STATEMENTS = Set.of(
            "SELECT", "INSERT", "DELETE", "MERGE", "TRUNCATE", "DROP", "CREATE", "ALTER", "GRANT", "REVOKE", "UNION");

    private static final Set<String> ALSO_IN_DEFINITIONS = Set.of("WITH", "SET", "ENABLE", "DISABLE", "DROP", "ALTER");

    private static final Set<String> NO_TABLES = Set.of(
            "DELETE",
            "CASCADE",
            "SET",
            "NULL",
            "RESTRICT",
            "DEFAULT",
            "NO",
            "COMMIT",
            "CONFLICT",
            "UPDATE",
            "BTREE",
            "HASH",
            "GIN",
            "GIST",
            "BRIN",
            "PRIMARY",
            "COLUMN",
            "ALL",
            "CURRENT");

    private final Cursor cursor;
    private final Findings findings;
    private final Dialect dialect;
    private final QueryReader queries;
    private final NameReader names;

    DefinitionReader(Cursor cursor, Findings findings, Dialect dialect, QueryReader queries) {
        this.cursor = cursor;
        this.findings = findings;
        this.dialect = dialect;
        this.queries = queries;
        this.names = new NameReader(cursor, dialect);
    }

    void read(Scope scope) throws UnreadableSqlException {
        Token verb = cursor.next();
        findings.kind(verb.text().toLowerCase(Locale.ROOT));
        findings.writes();
        switch (verb.text()) {
            case "CREATE", "ALTER", "DROP" -> relations(verb);
            case "TRUNCATE", "ANALYZE", "LOCK" -> tables(scope);
            case "GRANT", "REVOKE" -> privileges();
            default -> findings.anyTable();
        }
        sweep(scope);
    }

    /** The rest of a statement of which no more is known than its kind. */
    void rest() throws UnreadableSqlException {
        cursor.next();
        sweep(new Scope(Optional.empty()));
    }

    private void relations(Token verb) throws UnreadableSqlException {
        Token before = verb;
        while (cursor.peek().isOneOf(BEFORE_RELATIONS)) {
            before = cursor.next();
        }
        if (!cursor.peek().isOneOf(RELATIONS)) {
            // A function, a trigger, a role, a database: what it does to which tables, the statement does not say.
            findings.anyTable();
            return;
        }
        boolean index = cursor.next().is("INDEX");
        while (cursor.peek().isOneOf(BEFORE_RELATIONS)) {
            before = cursor.next();
        }
        if (index) {
            index(verb);
            return;
        }
        if (before.is("COLUMN")) {
            findings.anyTable();
        }
        if (cursor.peek().is("ALL")) {
            findings.anyTable();
            return;
        }
        do {
            findings.table(names.readTable());
        } while (verb.is("DROP") && cursor.take(","));
    }

    /** The table of an index that is changed or dropped may not be named. */
    private void index(Token verb) {
        if (!verb.is("CREATE")) {
            findings.anyTable();
        }
    }

    private void tables(Scope scope) throws UnreadableSqlException {
        while (cursor.peek()
                .isOneOf(Set.of("TABLE", "TABLES", "ONLY", "VERBOSE", "LOCAL", "NO_WRITE_TO_BINLOG", "IF", "EXISTS"))) {
            cursor.next();
        }
        if (!cursor.peek().isName()) {
            findings.anyTable();
            return;
        }
        findings.table(names.readTable());
        // Whatever is said of each table, the next one comes after a comma.
        while (!cursor.atEnd()) {
            if (cursor.peek().is("(")) {
                inParentheses(scope);
            } else if (cursor.take(",")) {
                cursor.take("ONLY");
                findings.table(names.readTable());
            } else if (isRefused(cursor.peek())) {
                throw cursor.wrong("expected no other statement within this one");
            } else {
                cursor.next();
            }
        }
    }

    private void privileges() throws UnreadableSqlException {
        while (!cursor.atEnd() && !cursor.peek().is("ON")) {
            if (cursor.peek().is("(")) {
                queries.expressions().parentheses(new Scope(Optional.empty()), new Name.Part("", false));
            } else {
                cursor.next();
            }
        }
        if (!cursor.take("ON") || !privilegedTables()) {
            findings.anyTable();
        }
        // To whom, and how, names no table.
        while (!cursor.atEnd()) {
            if (isRefused(cursor.peek())
                    && !cursor.peek(1).is("OPTION")
                    && !cursor.peek().is("WITH")) {
                throw cursor.wrong("expected no other statement within this one");
            }
            cursor.next();
        }
    }

    private boolean privilegedTables() throws UnreadableSqlException {
        cursor.take("TABLE");
        do {
            boolean name = cursor.peek().isName() && !cursor.peek(1).isName()
                    || cursor.peek(1).isOneOf(Set.of("TO", "FROM"));
            if (!name) {
                return false;
            }
            findings.table(names.readTable());
            if (cursor.peek().is(".")) {
                return false;
            }
        } while (cursor.take(","));
        return cursor.peek().isOneOf(Set.of("TO", "FROM"));
    }

    /** Notes every name that may be a table's, and reads the queries on the way. */
    private void sweep(Scope scope) throws UnreadableSqlException {
        while (!cursor.atEnd()) {
            Token token = cursor.peek();
            if (token.is("(")) {
                inParentheses(scope);
            } else if (token.is("SELECT") || token.is("WITH") && beginsQuery()) {
                queries.read(scope);
            } else if (token.is("[") || token.is("{")) {
                inBrackets(scope);
            } else if (isRefused(token)) {
                throw cursor.wrong("expected no other statement within this one");
            } else if (token.isOneOf(BEFORE_NAMES)) {
                boolean owner = cursor.previous().is("OWNER");
                cursor.next();
                if (!owner) {
                    maybeTables();
                }
            } else if (token.isOneOf(RUN_MORE)) {
                findings.anyTable();
                cursor.next();
            } else {
                cursor.next();
            }
        }
    }

    private void inParentheses(Scope scope) throws UnreadableSqlException {
        cursor.next();
        cursor.enter();
        sweep(scope);
        cursor.leave();
        cursor.expect(")");
    }

    private void inBrackets(Scope scope) throws UnreadableSqlException {
        String close = cursor.next().is("[") ? "]" : "}";
        cursor.enter();
        sweep(scope);
        cursor.leave();
        cursor.expect(close);
    }

    /** {@code WITH x AS (…)} and not {@code WITH (option)} or {@code WITH NO DATA}. */
    private boolean beginsQuery() {
        return cursor.peek(1).is("RECURSIVE")
                || cursor.peek(1).isName()
                        && (cursor.peek(2).is("AS") || cursor.peek(2).is("("));
    }

    private void maybeTables() throws UnreadableSqlException {
        while (cursor.peek().isOneOf(BETWEEN) || cursor.peek().is("=")) {
            cursor.next();
        }
        boolean open = cursor.peek().is("(")
                && cursor.peek(1).isName()
                && !cursor.peek(1).isOneOf(Words.QUERY_STARTS);
        if (open) {
            cursor.next();
        }
        do {
            if (cursor.peek().isName()
                    && !cursor.peek().isOneOf(NO_TABLES)
                    && !cursor.peek().isOneOf(Words.QUERY_STARTS)) {
                findings.table(names.readTable());
            }
        } while (cursor.take(","));
        if (open) {
            // What is left in these parentheses is read as everything else.
            sweepToClose();
        }
    }

    private void sweepToClose() throws UnreadableSqlException {
        cursor.enter();
        sweep(new Scope(Optional.empty()));
        cursor.leave();
        cursor.expect(")");
    }

    /** Transact-SQL needs no semicolon before the next statement. */
    private boolean isRefused(Token token) {
        boolean changes = token.is("UPDATE") && !cursor.previous().is("ON");
        return changes
                || dialect == Dialect.SQLSERVER
                        && (token.isOneOf(NEXT_STATEMENTS) || token.isOneOf(Words.STATEMENTS_OF_TRANSACT_SQL))
                        && !token.isOneOf(ALSO_IN_DEFINITIONS);
    }
}
