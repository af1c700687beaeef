package dev.tollgate.core.argument.sql;

import dev.tollgate.core.argument.sql.ExpressionReader.Comma;
import java.util.Optional;
import java.util.Set;

/** Reads what stands after FROM: tables, queries and functions, joined. Whatever does not fit its grammar is refused. */
final class FromReader {
    private static final Name.Part NO_FUNCTION = new Name.Part("", false);
    private static final Set<String> STOPS =
            Words.union(Words.union(Words.CLAUSES, Words.JOINS), Set.of("WHEN", "SET", "PIVOT", "UNPIVOT", "OUTPUT"));
    private static final Set<String> LOCK_HINTS =
            Set.of("XLOCK", "UPDLOCK", "TABLOCK", "TABLOCKX", "HOLDLOCK", "PAGLOCK", "ROWLOCK", "SERIALIZABLE");

    private final Cursor cursor;
    private final Findings findings;
    private final Dialect dialect;
    private final QueryReader queries;
    private final ExpressionReader expressions;
    private final NameReader names;

    FromReader(Cursor cursor, Findings findings, Dialect dialect, QueryReader queries, ExpressionReader expressions) {
        this.cursor = cursor;
        this.findings = findings;
        this.dialect = dialect;
        this.queries = queries;
        this.expressions = expressions;
        this.names = new NameReader(cursor, dialect);
    }

    /** Tables divided by commas and joins. */
    void list(Scope scope) throws UnreadableSqlException {
        do {
            joined(scope);
        } while (cursor.take(","));
    }

    private void joined(Scope scope) throws UnreadableSqlException {
        factor(scope);
        while (takeJoin()) {
            factor(scope);
            condition(scope);
        }
    }

    private void condition(Scope scope) throws UnreadableSqlException {
        // Conditions of joins within joins may follow one another.
        while (cursor.take("ON")) {
            expressions.read(scope, STOPS, Comma.ENDS);
        }
        if (cursor.peek().is("USING") && cursor.peek(1).is("(")) {
            cursor.next();
            expressions.parentheses(scope, NO_FUNCTION);
            if (cursor.take("AS")) {
                cursor.expectName();
            }
        }
    }

    private boolean takeJoin() throws UnreadableSqlException {
        if (cursor.take("STRAIGHT_JOIN") || cursor.take("CROSS", "APPLY") || cursor.take("OUTER", "APPLY")) {
            return true;
        }
        boolean any = false;
        while (cursor.peek()
                .isOneOf(Set.of(
                        "NATURAL", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "OUTER", "SEMI", "ANTI", "ASOF"))) {
            cursor.next();
            any = true;
        }
        // Hints of SQL Server
        if (any && cursor.peek().isOneOf(Set.of("LOOP", "HASH", "MERGE", "REMOTE"))) {
            cursor.next();
        }
        if (cursor.take("JOIN")) {
            return true;
        }
        if (any) {
            throw cursor.wrong("expected JOIN");
        }
        return false;
    }

    private void factor(Scope scope) throws UnreadableSqlException {
        cursor.source();
        cursor.take("LATERAL");
        if (cursor.peek().is("(")) {
            inParentheses(scope);
            return;
        }
        if (cursor.peek().is("ONLY")) {
            only(scope);
            return;
        }
        if (!cursor.peek().isName()
                || cursor.peek().isOneOf(Words.NO_ALIAS) && !cursor.peek(1).is(".")) {
            throw cursor.wrong("expected a table");
        }
        Name name = names.readTable();
        if (cursor.peek().is("(")) {
            function(name, scope);
        } else {
            source(name, scope);
        }
    }

    private void only(Scope scope) throws UnreadableSqlException {
        cursor.next();
        boolean open = cursor.take("(");
        Name name = names.readTable();
        if (open) {
            cursor.expect(")");
        }
        source(name, scope);
    }

    /** The one table of a statement, as the target of a change or after TABLE; never a common table expression. */
    Name table(Scope scope) throws UnreadableSqlException {
        if (!cursor.peek().isName() || cursor.peek().isOneOf(Words.NEVER_IN_EXPRESSIONS)) {
            throw cursor.wrong("expected a table");
        }
        cursor.source();
        Name name = names.readTable();
        findings.table(name);
        scope.add(new Scope.Source(Optional.empty(), Optional.of(name)));
        return name;
    }

    private void source(Name name, Scope scope) throws UnreadableSqlException {
        boolean expression = scope.isExpression(name);
        if (!expression) {
            findings.table(name);
        }
        cursor.take("*");
        suffixes(scope);
        Optional<Name.Part> alias = alias();
        suffixes(scope);
        Optional<Name> table = expression ? Optional.empty() : Optional.of(name);
        Optional<Name.Part> called = alias.isEmpty() && expression ? Optional.of(name.last()) : alias;
        scope.add(new Scope.Source(called, table));
        pivots(scope);
        end();
    }

    private void function(Name name, Scope scope) throws UnreadableSqlException {
        boolean unnest = !name.isQualified() && name.shown().equals("unnest");
        findings.function(name);
        if (!unnest && !Functions.isTableFunction(name)) {
            findings.unknownFunction();
        }
        expressions.parentheses(scope, name.last());
        cursor.take("WITH", "ORDINALITY");
        Optional<Name.Part> alias = alias();
        scope.add(new Scope.Source(alias.isEmpty() ? Optional.of(name.last()) : alias, Optional.empty()));
        if (cursor.take("WITH", "OFFSET")) {
            cursor.take("AS");
            if (cursor.peek().isName() && !cursor.peek().isOneOf(Words.NO_ALIAS)) {
                cursor.next();
            }
        }
        end();
    }

    private void inParentheses(Scope scope) throws UnreadableSqlException {
        boolean query = isQueryInParentheses();
        cursor.next();
        cursor.enter();
        if (query) {
            queries.read(scope);
        } else {
            list(scope);
        }
        cursor.leave();
        cursor.expect(")");
        Optional<Name.Part> alias = alias();
        if (query) {
            scope.add(new Scope.Source(alias, Optional.empty()));
        }
        pivots(scope);
        end();
    }

    /** {@code ((select …) union …)} is a query, {@code ((a join b) join c)} is none. */
    private boolean isQueryInParentheses() {
        int ahead = 0;
        while (cursor.peek(ahead).is("(") && ahead < Cursor.DEEPEST) {
            ahead++;
        }
        Token first = cursor.peek(ahead);
        if (ahead == 1) {
            return first.isOneOf(Words.QUERY_STARTS);
        }
        return first.isOneOf(Words.QUERY_STARTS) && isSetOperationAfterInner();
    }

    /** Whether the inner parentheses are the first part of a set operation rather than a table to be joined. */
    private boolean isSetOperationAfterInner() {
        int depth = 1;
        int ahead = 2;
        while (depth > 0 && cursor.peek(ahead).kind() != Token.Kind.END) {
            depth += cursor.peek(ahead).is("(") ? 1 : cursor.peek(ahead).is(")") ? -1 : 0;
            ahead++;
        }
        Token after = cursor.peek(ahead);
        return after.isOneOf(Words.SET_OPERATIONS)
                || after.is(")")
                || after.isOneOf(Set.of("ORDER", "LIMIT", "OFFSET", "FETCH"));
    }

    private Optional<Name.Part> alias() throws UnreadableSqlException {
        boolean as = cursor.take("AS");
        boolean named = cursor.peek().isName() && (as || !cursor.peek().isOneOf(Words.NO_ALIAS));
        if (!named) {
            if (as) {
                throw cursor.wrong("expected an alias");
            }
            return Optional.empty();
        }
        Name.Part alias = Name.Part.of(cursor.next());
        if (cursor.peek().is("(")) {
            columns();
        }
        return Optional.of(alias);
    }

    /** The names of columns after an alias, of functions with their types. */
    void columns() throws UnreadableSqlException {
        cursor.expect("(");
        do {
            cursor.expectName();
            while (cursor.peek().isName()
                    || cursor.peek().is("[") && cursor.peek(1).is("]")) {
                if (cursor.next().is("[")) {
                    cursor.next();
                }
            }
        } while (cursor.take(","));
        cursor.expect(")");
    }

    /** What says how a table is read, before or after its alias. */
    private void suffixes(Scope scope) throws UnreadableSqlException {
        if (dialect == Dialect.SQLSERVER
                && cursor.peek().is("WITH")
                && cursor.peek(1).is("(")) {
            cursor.next();
            hints();
        }
        while (dialect.isMysql() && cursor.peek().isOneOf(Set.of("USE", "FORCE", "IGNORE"))) {
            cursor.next();
            if (!cursor.take("INDEX")) {
                cursor.expect("KEY");
            }
            if (cursor.take("FOR")) {
                cursor.next();
                cursor.take("BY");
            }
            hints();
        }
        if (cursor.peek().is("PARTITION") && cursor.peek(1).is("(")) {
            cursor.next();
            columns();
        }
        if (cursor.peek().is("FOR") && cursor.peek(1).isOneOf(Set.of("SYSTEM_TIME"))) {
            cursor.next();
            cursor.next();
            cursor.expect("AS");
            cursor.expect("OF");
            expressions.read(scope, Words.union(STOPS, Words.NO_ALIAS), Comma.ENDS);
        }
        if (cursor.take("TABLESAMPLE")) {
            cursor.expectName();
            expressions.parentheses(scope, NO_FUNCTION);
            if (cursor.take("REPEATABLE")) {
                expressions.parentheses(scope, NO_FUNCTION);
            }
        }
    }

    /** Words in parentheses; some of them lock. */
    private void hints() throws UnreadableSqlException {
        cursor.expect("(");
        while (!cursor.peek().is(")")) {
            Token hint = cursor.next();
            if (hint.isOneOf(LOCK_HINTS)) {
                findings.writes();
            }
            if (!hint.isName() && !hint.is(",")) {
                throw cursor.wrong("expected hints");
            }
        }
        cursor.expect(")");
    }

    private void pivots(Scope scope) throws UnreadableSqlException {
        while (cursor.peek().is("PIVOT") || cursor.peek().is("UNPIVOT")) {
            cursor.next();
            expressions.parentheses(scope, NO_FUNCTION);
            Optional<Name.Part> alias = alias();
            alias.ifPresent(name -> scope.add(new Scope.Source(alias, Optional.empty())));
        }
    }

    /** What follows a source must be what can: otherwise the server may read more tables here than were read. */
    private void end() throws UnreadableSqlException {
        boolean fits = cursor.atEnd()
                || cursor.peek().is(",")
                || cursor.isAt(STOPS)
                || cursor.peek().is("DO");
        if (!fits) {
            throw cursor.wrong("expected a join or another clause");
        }
    }
}
