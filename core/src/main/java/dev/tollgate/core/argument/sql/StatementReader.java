package dev.tollgate.core.argument.sql;

import dev.tollgate.core.argument.sql.ExpressionReader.Comma;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads statement after statement, each by its first word. */
final class StatementReader {
    static final int MOST_STATEMENTS = 100;

    /** They may do anything, run what stands in a text, or change what later names mean. */
    private static final Set<String> ANYTHING = Set.of(
            "CALL",
            "EXEC",
            "EXECUTE",
            "DO",
            "DECLARE",
            "PREPARE",
            "DEALLOCATE",
            "FETCH",
            "CLOSE",
            "OPEN",
            "MOVE",
            "LOAD",
            "INSTALL",
            "ATTACH",
            "DETACH",
            "PRAGMA",
            "SET",
            "RESET",
            "USE",
            "UNSET",
            "HANDLER",
            "IMPORT",
            "EXPORT",
            "UNLOAD",
            "BACKUP",
            "RESTORE",
            "KILL",
            "FLUSH",
            "PURGE",
            "REASSIGN",
            "SECURITY",
            "LISTEN",
            "NOTIFY",
            "UNLISTEN",
            "DISCARD",
            "CHECKPOINT",
            "VACUUM",
            "REINDEX",
            "CLUSTER",
            "REFRESH",
            "RENAME",
            "UPSERT",
            "PUT",
            "LIST",
            "REMOVE",
            "UNDROP",
            "CACHE",
            "SIGNAL",
            "SHUTDOWN",
            "DBCC",
            "BULK",
            "DENY",
            "OPTIMIZE",
            "REPAIR",
            "CHECK",
            "CHECKSUM",
            "ASSERT",
            "DISASSOCIATE",
            "AUDIT",
            "NOAUDIT",
            "FLASHBACK");

    private static final Set<String> SAY_WHAT_IS = Set.of("EXPLAIN", "DESCRIBE", "DESC", "SHOW");

    private static final Set<String> TRANSACTIONS =
            Set.of("BEGIN", "COMMIT", "ROLLBACK", "START", "SAVEPOINT", "END", "RELEASE", "ABORT");

    private static final Set<String> OF_TRANSACTIONS = Set.of(
            "TRANSACTION",
            "WORK",
            "TRAN",
            "TO",
            "SAVEPOINT",
            "READ",
            "ONLY",
            "WRITE",
            "ISOLATION",
            "LEVEL",
            "SERIALIZABLE",
            "REPEATABLE",
            "COMMITTED",
            "UNCOMMITTED",
            "AND",
            "NO",
            "CHAIN",
            "DEFERRED",
            "IMMEDIATE",
            "EXCLUSIVE",
            "NOT",
            "DEFERRABLE",
            "WITH",
            "CONSISTENT",
            "SNAPSHOT");

    private static final Set<String> EXPLAINED_HOW = Set.of(
            "ANALYZE",
            "VERBOSE",
            "QUERY",
            "PLAN",
            "EXTENDED",
            "FORMATTED",
            "CODEGEN",
            "COST",
            "FORMAT",
            "JSON",
            "TRADITIONAL",
            "TREE",
            "USING",
            "TEXT",
            "TABULAR",
            "=",
            "FOR",
            "PARTITIONS");

    private static final Set<String> EXPLAINED =
            Set.of("SELECT", "WITH", "VALUES", "TABLE", "INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "CREATE");

    private final Cursor cursor;
    private final Findings findings;
    private final Dialect dialect;
    private final QueryReader queries;
    private final ChangeReader changes;
    private final DefinitionReader definitions;
    private final NameReader names;

    StatementReader(Cursor cursor, Findings findings, Dialect dialect) {
        this.cursor = cursor;
        this.findings = findings;
        this.dialect = dialect;
        this.queries = new QueryReader(cursor, findings, dialect, this::within);
        this.changes = new ChangeReader(cursor, findings, dialect, queries);
        this.definitions = new DefinitionReader(cursor, findings, dialect, queries);
        this.names = new NameReader(cursor, dialect);
    }

    void all() throws UnreadableSqlException {
        int count = 0;
        while (cursor.peek().kind() != Token.Kind.END) {
            if (cursor.take(";")) {
                continue;
            }
            if (++count > MOST_STATEMENTS) {
                throw cursor.wrong("expected at most " + MOST_STATEMENTS + " statements");
            }
            findings.statement();
            statement(new Scope(Optional.empty()));
            if (cursor.peek().kind() != Token.Kind.END) {
                cursor.expect(";");
            }
        }
        if (count == 0) {
            throw cursor.wrong("expected a statement");
        }
    }

    /** A statement that stands in a common table expression: it has its own WITH, and may change rows. */
    private void within(Scope scope) throws UnreadableSqlException {
        cursor.enter();
        Scope own = scope.inner();
        queries.expressions(own);
        if (!change(own)) {
            queries.read(own);
        }
        cursor.leave();
    }

    private void statement(Scope scope) throws UnreadableSqlException {
        Token first = cursor.peek();
        if (first.is("(") || first.isOneOf(Words.QUERY_STARTS)) {
            within(scope);
            return;
        }
        if (first.kind() != Token.Kind.WORD) {
            throw cursor.wrong("expected a statement");
        }
        if (change(scope)) {
            return;
        }
        if (first.isOneOf(SAY_WHAT_IS) && dialect == Dialect.SQLSERVER) {
            // Not a statement there, but the call of a procedure of that name.
            throw cursor.wrong("expected a statement that is known");
        }
        switch (first.text()) {
            case "EXPLAIN" -> explain(scope);
            case "DESCRIBE", "DESC" -> describe();
            case "SHOW" -> show();
            case "COPY" -> copy(scope);
            case "CREATE", "ALTER", "DROP", "TRUNCATE", "COMMENT", "GRANT", "REVOKE", "ANALYZE", "LOCK" ->
                definitions.read(scope);
            default -> other(first);
        }
    }

    private boolean change(Scope scope) throws UnreadableSqlException {
        if (cursor.peek().kind() != Token.Kind.WORD) {
            return false;
        }
        switch (cursor.peek().text()) {
            case "INSERT" -> changes.insert(scope);
            case "UPDATE" -> changes.update(scope);
            case "DELETE" -> changes.delete(scope);
            case "MERGE" -> changes.merge(scope);
            case "REPLACE" -> {
                if (!dialect.isMysql() && dialect != Dialect.SQLITE) {
                    return false;
                }
                changes.replace(scope);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void other(Token first) throws UnreadableSqlException {
        if (first.isOneOf(TRANSACTIONS)) {
            transaction(first);
            return;
        }
        if (!first.isOneOf(ANYTHING)) {
            throw cursor.wrong("expected a statement that is known");
        }
        kind(first);
        findings.writes();
        findings.anyTable();
        definitions.rest();
    }

    /** Only words about transactions: in some dialects BEGIN opens a block of statements. */
    private void transaction(Token first) throws UnreadableSqlException {
        kind(first);
        findings.writes();
        cursor.next();
        boolean named = first.isOneOf(Set.of("SAVEPOINT", "RELEASE", "ROLLBACK"));
        while (!cursor.atEnd()) {
            boolean known =
                    cursor.peek().isOneOf(OF_TRANSACTIONS) || cursor.peek().is(",");
            boolean name = named && cursor.peek().isName() && cursor.peek(1).kind() != Token.Kind.WORD;
            if (!known && !name) {
                throw cursor.wrong("expected the end of the statement");
            }
            cursor.next();
        }
    }

    private void explain(Scope scope) throws UnreadableSqlException {
        kind(cursor.next());
        if (cursor.peek().is("PLAN") && dialect == Dialect.ORACLE) {
            // It writes what it explains into a table.
            findings.writes();
        }
        if (cursor.peek().is("(")
                && !cursor.peek(1).isOneOf(Words.QUERY_STARTS)
                && !cursor.peek(1).is("(")) {
            skipOptions();
        }
        while (cursor.peek().isOneOf(EXPLAINED_HOW) || cursor.peek().is("=")) {
            cursor.next();
        }
        if (cursor.peek().is("(") || cursor.peek().isOneOf(EXPLAINED)) {
            statement(scope);
        } else if (dialect.isMysql()) {
            described();
        } else {
            throw cursor.wrong("expected a statement to explain");
        }
    }

    private void skipOptions() throws UnreadableSqlException {
        cursor.expect("(");
        while (cursor.peek().isName() || cursor.peek().is(",") || cursor.peek().kind() == Token.Kind.NUMBER) {
            cursor.next();
        }
        cursor.expect(")");
    }

    private void describe() throws UnreadableSqlException {
        kind(cursor.next());
        described();
    }

    private void described() throws UnreadableSqlException {
        cursor.take("TABLE");
        cursor.take("VIEW");
        findings.table(names.readTable());
        // MySQL takes one column's name or a pattern as well.
        if (cursor.peek().isName() || cursor.peek().kind() == Token.Kind.TEXT) {
            cursor.next();
        }
        if (!cursor.atEnd()) {
            throw cursor.wrong("expected the end of the statement");
        }
    }

    private void show() throws UnreadableSqlException {
        kind(cursor.peek());
        definitions.rest();
    }

    private void copy(Scope scope) throws UnreadableSqlException {
        kind(cursor.peek());
        findings.writes();
        if (!dialect.isPostgres()) {
            findings.anyTable();
            definitions.rest();
            return;
        }
        cursor.next();
        if (cursor.take("(")) {
            within(scope);
            cursor.expect(")");
        } else {
            findings.table(names.read());
            if (cursor.peek().is("(")) {
                queries.expressions().parentheses(scope.inner(), new Name.Part("", false));
            }
        }
        if (!cursor.peek().is("FROM") && !cursor.peek().is("TO")) {
            throw cursor.wrong("expected FROM or TO");
        }
        cursor.next();
        Token.Kind target = cursor.peek().kind();
        cursor.take("PROGRAM");
        if (target != Token.Kind.WORD && target != Token.Kind.TEXT) {
            throw cursor.wrong("expected a file, STDIN or STDOUT");
        }
        cursor.next();
        while (!cursor.atEnd()) {
            option(scope);
        }
    }

    private void option(Scope scope) throws UnreadableSqlException {
        if (cursor.peek().is("(")) {
            queries.expressions().parentheses(scope.inner(), new Name.Part("", false));
        } else if (cursor.take("WHERE")) {
            queries.expressions().read(scope.inner(), Set.of(), Comma.IS_REFUSED);
        } else if (cursor.peek().isOneOf(Words.NEVER_IN_EXPRESSIONS)) {
            throw cursor.wrong("expected an option");
        } else {
            cursor.next();
        }
    }

    private void kind(Token word) {
        findings.kind(word.text().toLowerCase(Locale.ROOT));
    }
}
