package dev.tollgate.core.argument.sql;

import dev.tollgate.core.argument.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads names of one or more parts. */
final class NameReader {
    private static final int MOST_PARTS = 6;

    private final Cursor cursor;
    private final Dialect dialect;

    NameReader(Cursor cursor, Dialect dialect) {
        this.cursor = cursor;
        this.dialect = dialect;
    }

    Name read() throws UnreadableSqlException {
        List<Name.Part> parts = new ArrayList<>();
        add(cursor.expectName(), parts);
        while (cursor.peek().is(".") && !cursor.peek(1).is("*")) {
            cursor.next();
            if (cursor.peek().is(".") && (dialect == Dialect.SQLSERVER || dialect == Dialect.SNOWFLAKE)) {
                parts.add(new Name.Part("", false));
            } else {
                add(cursor.expectName(), parts);
            }
        }
        if (parts.size() > MOST_PARTS) {
            throw cursor.wrong("expected a name of at most " + MOST_PARTS + " parts");
        }
        return new Name(parts);
    }

    /** A table's name, which in BigQuery may begin with a project that has hyphens. */
    Name readTable() throws UnreadableSqlException {
        if (dialect != Dialect.BIGQUERY || cursor.peek().kind() != Kind.WORD || !hyphenFollows()) {
            return read();
        }
        var project = new StringBuilder(cursor.next().written());
        while (cursor.peek().is("-") && cursor.previous().end() == cursor.peek().start()) {
            cursor.next();
            if (cursor.peek().kind() != Kind.WORD
                    || cursor.previous().end() != cursor.peek().start()) {
                throw cursor.wrong("expected the rest of the project's name");
            }
            project.append('-').append(cursor.next().written());
        }
        List<Name.Part> parts = new ArrayList<>();
        parts.add(new Name.Part(project.toString(), false));
        while (cursor.take(".")) {
            add(cursor.expectName(), parts);
        }
        return new Name(parts);
    }

    private boolean hyphenFollows() {
        return cursor.peek(1).is("-") && cursor.peek().end() == cursor.peek(1).start();
    }

    /** In BigQuery one pair of backticks may hold all parts. */
    private void add(Token token, List<Name.Part> parts) {
        if (dialect == Dialect.BIGQUERY && token.kind() == Kind.QUOTED) {
            for (String part : token.text().split("\\.", -1)) {
                parts.add(new Name.Part(part, false));
            }
        } else {
            parts.add(Name.Part.of(token));
        }
    }
}
