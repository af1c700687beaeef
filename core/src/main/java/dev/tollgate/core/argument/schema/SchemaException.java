package dev.tollgate.core.argument.schema;

import java.util.List;
import java.util.stream.Collectors;

/** A document that cannot be used as an argument schema. It says everything that is wrong with it at once. */
public final class SchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<SchemaProblem> problems;

    SchemaException(List<SchemaProblem> problems) {
        super(problems.stream().map(SchemaProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<SchemaProblem> problems() {
        return problems;
    }
}
