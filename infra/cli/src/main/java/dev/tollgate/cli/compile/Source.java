package dev.tollgate.cli.compile;

import org.yaml.snakeyaml.error.Mark;

/** One file of a bundle, and where what is found in it goes. */
record Source(String file, int[] codePoints, Findings findings) {

    static Source of(String file, String text, Findings findings) {
        return new Source(file, text.codePoints().toArray(), findings);
    }

    void problem(Mark mark, String message) {
        problem(mark.getLine() + 1, mark.getColumn() + 1, message);
    }

    void problem(int line, int column, String message) {
        findings.problem(new Problem(file, line, column, message));
    }

    void warning(int line, int column, String message) {
        findings.warning(new Problem(file, line, column, message));
    }

    String text() {
        return new String(codePoints, 0, codePoints.length);
    }
}
