package dev.tollgate.cli.compile;

import java.util.List;
import java.util.stream.Collectors;

/** A folder that is no bundle. It says everything that is wrong, in the order of files and lines. */
public final class CompileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    CompileException(List<Problem> problems) {
        super(problems.stream().sorted().distinct().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = problems.stream().sorted().distinct().toList();
    }

    public List<Problem> problems() {
        return problems;
    }
}
