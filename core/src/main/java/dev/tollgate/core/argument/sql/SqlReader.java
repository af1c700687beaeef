package dev.tollgate.core.argument.sql;

/** Reads SQL of one dialect: what it does to which tables, as far as that is certain. */
public record SqlReader(Dialect dialect) {
    static final int LONGEST = 64 * 1024;

    /** What came of reading. */
    public sealed interface Outcome {
        record Read(Sql sql) implements Outcome {}

        /** @param reason what was expected, and at which offset; nothing of the text */
        record Unread(String reason) implements Outcome {}
    }

    /** In a time that grows only with the length of the text. */
    public Outcome read(String text) {
        if (text.length() > LONGEST) {
            return new Outcome.Unread("expected at most " + LONGEST + " characters");
        }
        try {
            var findings = new Findings(dialect);
            var cursor = new Cursor(new Lexer(text, dialect).tokens());
            new StatementReader(cursor, findings, dialect).all();
            return new Outcome.Read(findings.sql());
        } catch (UnreadableSqlException unreadable) {
            return new Outcome.Unread(unreadable.getMessage());
        }
    }

    /** What is known of SQL that could not be read: that it is some. It may touch any table. */
    public static Sql unparsed() {
        return Sql.UNPARSED;
    }
}
