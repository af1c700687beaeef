package dev.tollgate.cli.compile;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * One thing that is wrong in a bundle's folder, or looks wrong.
 *
 * @param file relative to the folder, with {@code /}; {@code .} for the folder itself
 * @param line from 1
 * @param column from 1, in characters
 * @param message what is wrong, and what was expected
 */
public record Problem(String file, int line, int column, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message);

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** With the file's path as it is from where the folder was named. */
    public String in(Path folder) {
        return place(folder) + ": " + message;
    }

    /** The same, when it only looks wrong. */
    public String asWarningIn(Path folder) {
        return place(folder) + ": warning: " + message;
    }

    private String place(Path folder) {
        Path path = file.equals(".") ? folder : folder.resolve(file);
        return path + ":" + line + ":" + column;
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
