package dev.tollgate.cli.compile;

import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** One file of a bundle, and where its problems go. */
record Source(String file, int[] codePoints, List<Problem> problems) {

    static Source of(String file, String text, List<Problem> problems) {
        return new Source(file, text.codePoints().toArray(), problems);
    }

    void problem(Mark mark, String message) {
        problem(mark.getLine() + 1, mark.getColumn() + 1, message);
    }

    void problem(int line, int column, String message) {
        problems.add(new Problem(file, line, column, message));
    }

    String text() {
        return new String(codePoints, 0, codePoints.length);
    }
}
