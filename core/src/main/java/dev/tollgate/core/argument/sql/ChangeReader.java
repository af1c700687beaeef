package dev.tollgate.core.argument.sql;

import dev.tollgate.core.argument.sql.ExpressionReader.Comma;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the statements that change rows: INSERT, REPLACE, UPDATE, DELETE, MERGE. */
final class ChangeReader {
    private static final Name.Part NO_FUNCTION = new Name.Part("", false);
    private static final Set<String> INSERT_MODIFIERS =
            Set.of("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "OVERWRITE");
    private static final Set<String> AFTER_SET =
            Set.of("FROM", "WHERE", "ORDER", "LIMIT", "RETURNING", "OUTPUT", "WHEN", "OPTION", "ON", "AS");
    private static final Set<String> ROW_CLAUSES = Set.of("ON", "RETURNING", "AS", "WHEN");

    private final Cursor cursor;
    private final Findings findings;
    private final Dialect dialect;
    private final QueryReader queries;
    private final ExpressionReader expressions;
    private final FromReader from;
    private final NameReader names;

    ChangeReader(Cursor cursor, Findings findings, Dialect dialect, QueryReader queries) {
        this.cursor = cursor;
        this.findings = findings;
        this.dialect = dialect;
        this.queries = queries;
        this.expressions = queries.expressions();
        this.from = queries.from();
        this.names = new NameReader(cursor, dialect);
    }

    void insert(Scope outer) throws UnreadableSqlException {
        begin("insert");
        if (cursor.take("OR")) {
            cursor.expectName();
        }
        while (cursor.peek().isOneOf(INSERT_MODIFIERS)) {
            cursor.next();
        }
        if (!cursor.take("INTO")) {
            cursor.take("TABLE");
        }
        rows(outer);
    }

    /** MySQL's and SQLite's INSERT that first deletes. */
    void replace(Scope outer) throws UnreadableSqlException {
        begin("replace");
        if (!cursor.take("LOW_PRIORITY")) {
            cursor.take("DELAYED");
        }
        cursor.take("INTO");
        rows(outer);
    }

    private void rows(Scope outer) throws UnreadableSqlException {
        Scope scope = outer.inner();
        from.table(scope);
        if (cursor.take("AS")) {
            scope.add(new Scope.Source(Optional.of(Name.Part.of(cursor.expectName())), Optional.empty()));
        }
        boolean columns = cursor.peek().is("(") && !isQuery(1);
        if (columns) {
            expressions.parentheses(scope, NO_FUNCTION);
        }
        if (cursor.take("OUTPUT")) {
            expressions.read(scope, Set.of("VALUES", "DEFAULT", "SELECT", "WITH", "INTO"), Comma.DIVIDES);
        }
        if (cursor.take("OVERRIDING")) {
            cursor.next();
            cursor.expect("VALUE");
        }
        if (cursor.take("DEFAULT")) {
            cursor.expect("VALUES");
        } else if (cursor.peek().is("VALUES") || cursor.peek().is("VALUE")) {
            cursor.next();
            expressions.read(scope, ROW_CLAUSES, Comma.DIVIDES);
        } else if (cursor.take("SET")) {
            expressions.read(scope, AFTER_SET, Comma.DIVIDES);
        } else if (cursor.peek().is("(") || cursor.peek().isOneOf(Words.QUERY_STARTS)) {
            queries.read(outer);
        } else {
            throw cursor.wrong("expected VALUES or a query");
        }
        if (cursor.take("AS")) {
            cursor.expectName();
            if (cursor.peek().is("(")) {
                from.columns();
            }
        }
        conflict(scope);
        returning(scope);
    }

    private boolean isQuery(int ahead) {
        int inner = ahead;
        while (cursor.peek(inner).is("(")) {
            inner++;
        }
        return cursor.peek(inner).isOneOf(Words.QUERY_STARTS)
                && !cursor.peek(inner + 1).is(",")
                && !cursor.peek(inner + 1).is(")");
    }

    private void conflict(Scope scope) throws UnreadableSqlException {
        while (cursor.take("ON")) {
            if (cursor.take("DUPLICATE")) {
                cursor.expect("KEY");
                cursor.expect("UPDATE");
                expressions.read(scope, ROW_CLAUSES, Comma.DIVIDES);
                continue;
            }
            cursor.expect("CONFLICT");
            if (!cursor.peek().is("DO")) {
                expressions.read(scope, Set.of("DO"), Comma.IS_REFUSED);
            }
            cursor.expect("DO");
            if (!cursor.take("NOTHING")) {
                cursor.expect("UPDATE");
                cursor.expect("SET");
                expressions.read(scope, Set.of("WHERE", "RETURNING", "ON"), Comma.DIVIDES);
                where(scope);
            }
        }
    }

    void update(Scope outer) throws UnreadableSqlException {
        begin("update");
        Scope scope = outer.inner();
        if (cursor.take("OR")) {
            cursor.expectName();
        }
        while (cursor.peek().isOneOf(Set.of("LOW_PRIORITY", "IGNORE"))) {
            cursor.next();
        }
        top(scope);
        Token target = cursor.peek();
        if (dialect == Dialect.SQLSERVER && cursor.peek().isName()) {
            Name name = names.readTable();
            cursor.expect("SET");
            assignments(scope);
            target(name, scope);
            return;
        }
        if (!target.isName()) {
            throw cursor.wrong("expected a table");
        }
        changed();
        from.list(scope);
        cursor.expect("SET");
        assignments(scope);
    }

    private void assignments(Scope scope) throws UnreadableSqlException {
        expressions.read(scope, AFTER_SET, Comma.DIVIDES);
        if (cursor.take("OUTPUT")) {
            expressions.read(scope, AFTER_SET, Comma.DIVIDES);
        }
        if (cursor.take("FROM")) {
            from.list(scope);
        }
        where(scope);
        returning(scope);
    }

    void delete(Scope outer) throws UnreadableSqlException {
        begin("delete");
        Scope scope = outer.inner();
        while (cursor.peek().isOneOf(Set.of("LOW_PRIORITY", "QUICK", "IGNORE"))) {
            cursor.next();
        }
        top(scope);
        List<Name> targets = new ArrayList<>();
        if (!cursor.peek().is("FROM")) {
            targets = targets();
        }
        if (cursor.take("FROM")) {
            changed();
            from.list(scope);
        }
        if (cursor.take("OUTPUT")) {
            expressions.read(scope, AFTER_SET, Comma.DIVIDES);
            if (cursor.take("FROM")) {
                from.list(scope);
            }
        }
        if (cursor.peek().is("FROM") && dialect == Dialect.SQLSERVER) {
            cursor.next();
            from.list(scope);
        }
        if (cursor.take("USING")) {
            from.list(scope);
        }
        where(scope);
        returning(scope);
        targets.forEach(target -> target(target, scope));
    }

    private List<Name> targets() throws UnreadableSqlException {
        List<Name> targets = new ArrayList<>();
        do {
            targets.add(names.readTable());
            if (cursor.peek().is(".") && cursor.peek(1).is("*")) {
                cursor.next();
                cursor.next();
            }
        } while (cursor.take(","));
        return targets;
    }

    /** In some dialects the target is an alias of a table that FROM names. */
    private void target(Name name, Scope scope) {
        boolean mayBeAlias = dialect == Dialect.SQLSERVER || dialect.isMysql();
        if (!mayBeAlias || !scope.isAlias(name)) {
            findings.table(name);
            scope.add(new Scope.Source(Optional.empty(), Optional.of(name)));
        }
    }

    void merge(Scope outer) throws UnreadableSqlException {
        begin("merge");
        Scope scope = outer.inner();
        top(scope);
        cursor.take("INTO");
        changed();
        from.list(scope);
        cursor.expect("USING");
        from.list(scope);
        // The condition belongs to no join here.
        if (cursor.take("ON")) {
            expressions.read(scope, Set.of("WHEN"), Comma.IS_REFUSED);
        }
        if (!cursor.peek().is("WHEN")) {
            throw cursor.wrong("expected WHEN");
        }
        while (cursor.take("WHEN")) {
            branch(scope);
        }
        returning(scope);
    }

    private void branch(Scope scope) throws UnreadableSqlException {
        expressions.read(scope, Set.of("THEN"), Comma.IS_REFUSED);
        cursor.expect("THEN");
        if (cursor.take("UPDATE")) {
            cursor.expect("SET");
            expressions.read(scope, Set.of("WHEN", "WHERE", "DELETE", "RETURNING"), Comma.DIVIDES);
            where(scope);
            if (cursor.take("DELETE")) {
                where(scope);
            }
        } else if (cursor.take("INSERT")) {
            if (cursor.take("ROW")) {
                return;
            }
            if (cursor.peek().is("(")) {
                expressions.parentheses(scope, NO_FUNCTION);
            }
            if (cursor.take("DEFAULT")) {
                cursor.expect("VALUES");
                return;
            }
            cursor.expect("VALUES");
            expressions.read(scope, Set.of("WHEN", "WHERE", "RETURNING"), Comma.DIVIDES);
            where(scope);
        } else if (!cursor.take("DELETE")) {
            cursor.expect("DO");
            cursor.expect("NOTHING");
        }
    }

    private void begin(String kind) {
        cursor.next();
        findings.kind(kind);
        findings.writes();
    }

    /** A change to what a common table expression shows changes a table; the name is noted as one, to be sure. */
    private void changed() {
        Token target = cursor.peek().is("ONLY") ? cursor.peek(1) : cursor.peek();
        if (target.isName() && !cursor.peek(1).is(".")) {
            findings.table(new Name(List.of(Name.Part.of(target))));
        }
    }

    private void top(Scope scope) throws UnreadableSqlException {
        if (cursor.peek().is("TOP") && cursor.peek(1).is("(")) {
            cursor.next();
            expressions.parentheses(scope, NO_FUNCTION);
            cursor.take("PERCENT");
        }
    }

    private void where(Scope scope) throws UnreadableSqlException {
        if (cursor.take("WHERE")) {
            expressions.read(
                    scope, Set.of("ORDER", "LIMIT", "RETURNING", "WHEN", "OPTION", "ON", "DELETE"), Comma.IS_REFUSED);
        }
        if (cursor.take("ORDER")) {
            cursor.expect("BY");
            expressions.read(scope, Set.of("LIMIT", "RETURNING"), Comma.DIVIDES);
        }
        if (cursor.take("LIMIT")) {
            expressions.read(scope, Set.of("RETURNING"), Comma.DIVIDES);
        }
    }

    private void returning(Scope scope) throws UnreadableSqlException {
        if (cursor.take("RETURNING")) {
            expressions.read(scope, Set.of(), Comma.DIVIDES);
        }
    }
}
