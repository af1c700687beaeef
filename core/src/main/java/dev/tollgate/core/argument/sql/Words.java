package dev.tollgate.core.argument.sql;

import java.util.HashSet;
import java.util.Set;

/** The words that have a meaning of their own where they stand unquoted. */
final class Words {
    static final Set<String> SET_OPERATIONS = Set.of("UNION", "INTERSECT", "EXCEPT", "MINUS");

    static final Set<String> QUERY_STARTS = Set.of("SELECT", "WITH", "VALUES", "TABLE", "FROM");

    /** Where a clause of a query ends and the next one begins. */
    static final Set<String> CLAUSES = union(
            SET_OPERATIONS,
            Set.of(
                    "FROM",
                    "WHERE",
                    "GROUP",
                    "HAVING",
                    "WINDOW",
                    "QUALIFY",
                    "ORDER",
                    "LIMIT",
                    "OFFSET",
                    "FETCH",
                    "FOR",
                    "INTO",
                    "CONNECT",
                    "START",
                    "OPTION",
                    "LOCK",
                    "RETURNING",
                    "ON"));

    /** Behind a query, and not of it. */
    static final Set<String> AFTER_QUERIES = union(SET_OPERATIONS, Set.of("RETURNING", "ON"));

    static final Set<String> JOINS = Set.of(
            "JOIN",
            "INNER",
            "LEFT",
            "RIGHT",
            "FULL",
            "CROSS",
            "NATURAL",
            "OUTER",
            "STRAIGHT_JOIN",
            "SEMI",
            "ANTI",
            "ASOF",
            "ON",
            "USING",
            "APPLY",
            "LATERAL");

    /** Never part of an expression, so that one more statement or table cannot hide in it. */
    static final Set<String> NEVER_IN_EXPRESSIONS = union(
            SET_OPERATIONS,
            Set.of(
                    "SELECT",
                    "INSERT",
                    "UPDATE",
                    "DELETE",
                    "MERGE",
                    "DROP",
                    "CREATE",
                    "ALTER",
                    "TRUNCATE",
                    "GRANT",
                    "REVOKE",
                    "INTO",
                    "JOIN",
                    "STRAIGHT_JOIN",
                    "FROM",
                    "PROCEDURE",
                    "TABLE",
                    "RETURNING",
                    "UPSERT"));

    /** Transact-SQL needs no semicolon between statements. */
    static final Set<String> STATEMENTS_OF_TRANSACT_SQL = Set.of(
            "BACKUP",
            "BEGIN",
            "BREAK",
            "BULK",
            "CHECKPOINT",
            "CLOSE",
            "COMMIT",
            "CONTINUE",
            "DBCC",
            "DEALLOCATE",
            "DECLARE",
            "DENY",
            "EXEC",
            "EXECUTE",
            "FETCH",
            "GOTO",
            "IF",
            "KILL",
            "OPEN",
            "PRINT",
            "RAISERROR",
            "READTEXT",
            "RECEIVE",
            "RECONFIGURE",
            "RESTORE",
            "RETURN",
            "REVERT",
            "ROLLBACK",
            "SAVE",
            "SEND",
            "SET",
            "SETUSER",
            "SHUTDOWN",
            "THROW",
            "UPDATETEXT",
            "USE",
            "WAITFOR",
            "WHILE",
            "WITH",
            "WRITETEXT",
            "GO",
            "ENABLE",
            "DISABLE",
            "GET",
            "MOVE");

    /** No name of a table's alias without AS: what follows them is read by their own rules, or not at all. */
    static final Set<String> NO_ALIAS = union(
            union(CLAUSES, JOINS),
            union(
                    NEVER_IN_EXPRESSIONS,
                    union(
                            STATEMENTS_OF_TRANSACT_SQL,
                            Set.of(
                                    "AS",
                                    "AND",
                                    "OR",
                                    "NOT",
                                    "WHEN",
                                    "THEN",
                                    "END",
                                    "VALUES",
                                    "DEFAULT",
                                    "PIVOT",
                                    "UNPIVOT",
                                    "TABLESAMPLE",
                                    "SAMPLE",
                                    "MATCH_RECOGNIZE",
                                    "PARTITION",
                                    "CHANGES",
                                    "AT",
                                    "BEFORE",
                                    "FORCE",
                                    "IGNORE",
                                    "INDEXED",
                                    "OUTPUT",
                                    "OVERRIDING",
                                    "DO",
                                    "ONLY",
                                    "SELECT",
                                    "BY",
                                    "CALL",
                                    "REPLACE"))));

    /** Reserved in every dialect, so that none of them is a column. */
    static final Set<String> NO_COLUMN = Set.of(
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "LIKE",
            "BETWEEN",
            "EXISTS",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "DISTINCT",
            "ALL",
            "ANY",
            "SOME",
            "AS",
            "ASC",
            "DESC",
            "ON",
            "BY",
            "ORDER",
            "GROUP",
            "HAVING",
            "WHERE",
            "COLLATE",
            "USING",
            "FOR",
            "ESCAPE",
            "ILIKE",
            "RLIKE",
            "REGEXP",
            "GLOB",
            "XOR",
            "DIV",
            "SELECT",
            "SIMILAR",
            "UNION",
            "LIMIT",
            "OFFSET",
            "DEFAULT",
            "FILTER",
            "OVER",
            "PARTITION",
            "SEPARATOR",
            "VALUES",
            "LATERAL",
            "WITH",
            "CONNECT",
            "PRIOR",
            "START",
            "SET",
            "DO",
            "MATCHED",
            "CONFLICT",
            "NOTHING",
            "DUPLICATE",
            "WINDOW");

    /** Stand for a value, as a column does. */
    static final Set<String> VALUES = Set.of(
            "END",
            "NULL",
            "TRUE",
            "FALSE",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "CURRENT_USER",
            "SESSION_USER",
            "UNKNOWN");

    static final Set<String> MORE_OF_A_TYPE = Set.of("PRECISION", "VARYING", "UNSIGNED", "SIGNED");

    static final Set<String> WINDOW_FRAME = Set.of(
            "ROWS",
            "RANGE",
            "GROUPS",
            "UNBOUNDED",
            "PRECEDING",
            "FOLLOWING",
            "CURRENT",
            "ROW",
            "EXCLUDE",
            "TIES",
            "OTHERS",
            "NO");

    /** Functions whose arguments are divided by FROM. */
    static final Set<String> DIVIDED_BY_FROM = Set.of("EXTRACT", "SUBSTRING", "SUBSTR", "TRIM", "OVERLAY");

    private Words() {}

    static Set<String> union(Set<String> one, Set<String> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return Set.copyOf(both);
    }
}
