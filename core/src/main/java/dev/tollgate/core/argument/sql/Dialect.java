package dev.tollgate.core.argument.sql;

import java.util.Locale;
import java.util.Optional;

/** Whose SQL it is. What the dialects read differently decides where a name, a text or a comment ends. */
public enum Dialect {
    ANSI,
    POSTGRESQL,
    MYSQL,
    MARIADB,
    SQLITE,
    SQLSERVER,
    ORACLE,
    BIGQUERY,
    SNOWFLAKE,
    REDSHIFT;

    public static Optional<Dialect> of(String name) {
        for (Dialect dialect : values()) {
            if (dialect.text().equals(name)) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }

    /** The word for it in a catalogue. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isMysql() {
        return this == MYSQL || this == MARIADB;
    }

    boolean isPostgres() {
        return this == POSTGRESQL || this == REDSHIFT;
    }

    /** {@code "x"} is a text, not a name. */
    boolean hasTextsInDoubleQuotes() {
        return isMysql() || this == BIGQUERY;
    }

    boolean hasNamesInBackticks() {
        return isMysql() || this == BIGQUERY || this == SQLITE;
    }

    boolean hasNamesInBrackets() {
        return this == SQLSERVER || this == SQLITE;
    }

    boolean hasHashComments() {
        return isMysql() || this == BIGQUERY;
    }

    boolean hasSlashComments() {
        return this == SNOWFLAKE;
    }

    boolean hasDollarQuotes() {
        return isPostgres() || this == SNOWFLAKE;
    }

    Backslash backslash() {
        return switch (this) {
            case BIGQUERY, SNOWFLAKE -> Backslash.ESCAPES;
            case SQLITE, SQLSERVER, ORACLE -> Backslash.IS_PLAIN;
            case ANSI, POSTGRESQL, MYSQL, MARIADB, REDSHIFT -> Backslash.HANGS_ON_SETTINGS;
        };
    }

    /** What a backslash in a text does. */
    enum Backslash {
        ESCAPES,
        IS_PLAIN,
        /** The server's settings say, so that a text that ends differently either way is not read at all. */
        HANGS_ON_SETTINGS
    }
}
