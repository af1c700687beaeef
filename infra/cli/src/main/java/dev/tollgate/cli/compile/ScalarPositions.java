package dev.tollgate.cli.compile;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Where in its file each character of a YAML text stands. Quotes, escapes, folded lines and indentation make the two
 * differ; but what is not white space has the same order in both, so that walking along both of them finds the place.
 */
final class ScalarPositions {
    private final int[] file;
    private final ScalarStyle style;
    private final int end;

    private int at;
    private int line;
    private int column;

    private ScalarPositions(Source source, ScalarNode scalar) {
        this.file = source.codePoints();
        this.style = scalar.getScalarStyle();
        this.at = scalar.getStartMark().getIndex();
        this.line = scalar.getStartMark().getLine() + 1;
        this.column = scalar.getStartMark().getColumn() + 1;
        this.end = Math.min(scalar.getEndMark().getIndex(), file.length);
    }

    /** From 1, both. */
    record Position(int line, int column) {}

    /** @param offset of a character of the scalar's value, in code points; its length for the place after it */
    static Position of(Source source, ScalarNode scalar, int offset) {
        int[] value = scalar.getValue().codePoints().toArray();
        var walk = new ScalarPositions(source, scalar);
        walk.skipOpening();
        for (int i = 0; i < Math.min(offset, value.length); i++) {
            walk.to(value[i]);
            walk.step(walk.width());
        }
        if (offset < value.length) {
            walk.to(value[offset]);
        }
        return new Position(walk.line, walk.column);
    }

    private void skipOpening() {
        switch (style) {
            case SINGLE_QUOTED, DOUBLE_QUOTED -> step(1);
            // The header of a block (">2-", a comment) ends with its line.
            case LITERAL, FOLDED -> {
                while (at < end && file[at] != '\n') {
                    step(1);
                }
            }
            case PLAIN, JSON_SCALAR_STYLE -> {}
        }
    }

    /** Goes to where this character of the value is written. White space stays near: no error is about it. */
    private void to(int character) {
        if (isSpace(character)) {
            return;
        }
        while (at < end && (isSpace(file[at]) || escapesSpace())) {
            step(file[at] == '\\' ? width() : 1);
        }
    }

    /** A line break that is escaped away, or white space written as an escape. */
    private boolean escapesSpace() {
        return style == ScalarStyle.DOUBLE_QUOTED
                && file[at] == '\\'
                && at + 1 < end
                && (isSpace(file[at + 1]) || "ntr".indexOf(file[at + 1]) >= 0);
    }

    /** How many characters of the file the character here takes. */
    private int width() {
        if (at + 1 >= end) {
            return 1;
        }
        if (style == ScalarStyle.SINGLE_QUOTED && file[at] == '\'') {
            return 2;
        }
        if (style == ScalarStyle.DOUBLE_QUOTED && file[at] == '\\') {
            return switch (file[at + 1]) {
                case 'x' -> 4;
                case 'u' -> 6;
                case 'U' -> 10;
                default -> 2;
            };
        }
        return 1;
    }

    private void step(int characters) {
        for (int i = 0; i < characters && at < end; i++) {
            if (file[at] == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
            at++;
        }
    }

    private static boolean isSpace(int character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
