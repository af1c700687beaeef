package dev.tollgate.cli.compile;

import java.util.ArrayList;
import java.util.List;

/** What is wrong in a bundle's folder, and what only looks wrong, while it is read. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    void problem(Problem problem) {
        problems.add(problem);
    }

    void warning(Problem warning) {
        warnings.add(warning);
    }

    /** In the order of files and lines. */
    List<Problem> problems() {
        return problems.stream().sorted().distinct().toList();
    }

    /** In the order of files and lines. */
    List<Problem> warnings() {
        return warnings.stream().sorted().distinct().toList();
    }

    int count() {
        return problems.size();
    }
}
