package dev.tollgate.cli.compile;

import java.util.List;
import java.util.stream.Collectors;

/** A folder that is no bundle. It says everything that is wrong, in the order of files and lines. */
public final class CompileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final transient List<Problem> warnings;

    CompileException(Findings findings) {
        super(findings.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = findings.problems();
        this.warnings = findings.warnings();
    }

    public List<Problem> problems() {
        return problems;
    }

    /** What only looks wrong. */
    public List<Problem> warnings() {
        return warnings;
    }
}
