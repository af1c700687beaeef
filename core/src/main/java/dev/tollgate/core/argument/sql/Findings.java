package dev.tollgate.core.argument.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What was found in a text so far. */
final class Findings {
    /** In the place of a table's name: it may be any. */
    static final String ANY_TABLE = "*";

    private final Dialect dialect;
    private final TreeSet<String> kinds = new TreeSet<>();
    private final TreeSet<String> tables = new TreeSet<>();
    private final TreeSet<String> columns = new TreeSet<>();
    private final Set<Mention> mentions = new LinkedHashSet<>();
    private int statements;
    private boolean onlyReads = true;

    /** A column, which can be resolved only when the whole statement is known. */
    private record Mention(Name name, boolean star, Scope scope) {}

    Findings(Dialect dialect) {
        this.dialect = dialect;
    }

    void statement() {
        statements++;
    }

    void kind(String kind) {
        kinds.add(kind);
    }

    void writes() {
        onlyReads = false;
    }

    void table(Name name) {
        boolean dummy = !name.isQualified()
                && !name.last().quoted()
                && name.shown().equals("dual")
                && (dialect.isMysql() || dialect == Dialect.ORACLE);
        if (!dummy) {
            tables.addAll(name.allShown());
        }
    }

    void anyTable() {
        tables.add(ANY_TABLE);
    }

    void function(Name name) {
        if (!Functions.onlyReads(name, dialect)) {
            unknownFunction();
        }
    }

    /** It may run SQL of its own, or SQL that stands in a text. */
    void unknownFunction() {
        writes();
        anyTable();
    }

    void column(Name name, Scope scope) {
        mentions.add(new Mention(name, false, scope));
    }

    /** Every column of one source. */
    void star(Name qualifier, Scope scope) {
        mentions.add(new Mention(qualifier, true, scope));
    }

    /** Every column of every source. */
    void star() {
        columns.add("*");
    }

    Sql sql() {
        mentions.forEach(this::resolve);
        return new Sql(true, statements, List.copyOf(kinds), List.copyOf(tables), List.copyOf(columns), onlyReads);
    }

    private void resolve(Mention mention) {
        if (mention.star) {
            columns.add(source(mention.name, mention.scope) + ".*");
            return;
        }
        if (mention.name.isQualified()) {
            columns.addAll(qualified(mention.name, mention.scope));
        } else {
            columns.add(unqualified(mention.name, mention.scope));
        }
        // The name of a source alone is its whole row.
        if (mention.scope.called(mention.name).isPresent()) {
            columns.add(source(mention.name, mention.scope) + ".*");
        }
    }

    /** The column, also where what is behind it are fields of its value: {@code c.address.city}. */
    private static List<String> qualified(Name name, Scope scope) {
        for (int parts = name.parts().size() - 1; parts > 0; parts--) {
            Name source = name.first(parts);
            if (scope.called(source).isPresent()) {
                return List.of(source(source, scope) + "." + one(name.parts().get(parts)));
            }
        }
        return List.of(name.shown(), unqualified(name.first(1), scope));
    }

    private static String unqualified(Name name, Scope scope) {
        String column = one(name.last());
        return scope.onlyTable().map(table -> table.shown() + "." + column).orElse(column);
    }

    private static String source(Name qualifier, Scope scope) {
        return scope.called(qualifier)
                .flatMap(Scope.Source::table)
                .orElse(qualifier)
                .shown();
    }

    private static String one(Name.Part part) {
        return new Name(List.of(part)).shown();
    }
}
