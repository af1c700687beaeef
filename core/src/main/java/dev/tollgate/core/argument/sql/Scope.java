package dev.tollgate.core.argument.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the names in one query mean: its sources and their aliases, the common table expressions that it can see. */
final class Scope {
    private final Optional<Scope> outer;
    private final List<Source> sources = new ArrayList<>();
    private final List<Name.Part> expressions = new ArrayList<>();

    /** @param table the table's name; empty when it is a query or a function */
    record Source(Optional<Name.Part> alias, Optional<Name> table) {
        boolean isCalled(Name name) {
            if (alias.isPresent()) {
                return !name.isQualified() && name.last().certainlyEquals(alias.get());
            }
            return table.isPresent() && endsWith(table.get(), name);
        }

        private static boolean endsWith(Name table, Name name) {
            int more = table.parts().size() - name.parts().size();
            if (more < 0) {
                return false;
            }
            for (int i = 0; i < name.parts().size(); i++) {
                if (!table.parts().get(more + i).certainlyEquals(name.parts().get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    Scope(Optional<Scope> outer) {
        this.outer = outer;
    }

    Scope inner() {
        return new Scope(Optional.of(this));
    }

    void add(Source source) {
        sources.add(source);
    }

    void addExpression(Name.Part name) {
        expressions.add(name);
    }

    /** Whether an unqualified name is certainly one of the common table expressions. */
    boolean isExpression(Name name) {
        if (name.isQualified()) {
            return false;
        }
        return expressions.stream().anyMatch(name.last()::certainlyEquals)
                || outer.isPresent() && outer.get().isExpression(name);
    }

    boolean isAlias(Name name) {
        return sources.stream().anyMatch(source -> source.alias().isPresent() && source.isCalled(name));
    }

    Optional<Source> called(Name name) {
        for (Source source : sources) {
            if (source.isCalled(name)) {
                return Optional.of(source);
            }
        }
        return outer.flatMap(around -> around.called(name));
    }

    /** The only table that a column without qualifier can be of. */
    Optional<Name> onlyTable() {
        Optional<Source> only = Optional.empty();
        for (Optional<Scope> scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
            for (Source source : scope.get().sources) {
                if (only.isPresent()) {
                    return Optional.empty();
                }
                only = Optional.of(source);
            }
        }
        return only.flatMap(Source::table);
    }
}
