package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A table in a text: CSV, or what a database prints. Its header says of a column what the name of a field says in JSON.
 *
 * @param start of its first row behind the header
 * @param fields of its columns
 */
record TextTable(byte delimiter, int start, List<Field> fields) {
    private static final byte[] DELIMITERS = {',', '\t', ';', '|'};
    private static final int LONGEST_HEADER = 2_048;
    private static final int MOST_COLUMNS = 256;
    private static final int LONGEST_NAME = 48;

    /** A title or a rule may stand above the header. */
    private static final int LINES_BEFORE = 3;

    /** From the first byte of a cell to the byte after its last, without quotes and the space around it. */
    record Cell(int from, int to) {}

    /** A table whose header is among the first lines, and has a column whose name says something. */
    static Optional<TextTable> in(byte[] text, int from, int to, Function<String, Field> fieldOf) {
        int line = from;
        for (int i = 0; i < LINES_BEFORE && line < to; i++) {
            int end = lineEnd(text, line, Math.min(to, line + LONGEST_HEADER));
            if (end == to || text[end] != '\n') {
                return Optional.empty();
            }
            for (byte delimiter : DELIMITERS) {
                List<Field> fields = header(text, line, end, delimiter, fieldOf);
                if (!fields.isEmpty()) {
                    return Optional.of(new TextTable(delimiter, end + 1, fields));
                }
            }
            line = end + 1;
        }
        return Optional.empty();
    }

    private static List<Field> header(byte[] text, int from, int to, byte delimiter, Function<String, Field> fieldOf) {
        List<Cell> cells = cells(text, from, to, delimiter);
        if (cells.size() < 2) {
            return List.of();
        }
        var fields = new ArrayList<Field>(cells.size());
        boolean saysSomething = false;
        for (Cell cell : cells) {
            if (!isName(text, cell)) {
                return List.of();
            }
            Field field = fieldOf.apply(new String(text, cell.from(), cell.to() - cell.from(), StandardCharsets.UTF_8));
            saysSomething |= field != Field.NONE;
            fields.add(field);
        }
        return saysSomething ? fields : List.of();
    }

    /** Words, not sentences or numbers. */
    private static boolean isName(byte[] text, Cell cell) {
        if (cell.to() - cell.from() > LONGEST_NAME) {
            return false;
        }
        int spaces = 0;
        for (int i = cell.from(); i < cell.to(); i++) {
            byte b = text[i];
            spaces += b == ' ' ? 1 : 0;
            boolean isOfName = ByteClass.isAlphanumeric(b) || b == ' ' || b == '_' || b == '-' || b == '.' || b == '#';
            if (!isOfName || i == cell.from() && !ByteClass.isLetter(b) && b != '_') {
                return false;
            }
        }
        return spaces <= 3;
    }

    /** The end of the line, or {@code to}. */
    static int lineEnd(byte[] text, int from, int to) {
        int end = from;
        while (end + EightBytes.LENGTH <= to && !EightBytes.isAny(EightBytes.like(EightBytes.of(text, end), '\n'))) {
            end += EightBytes.LENGTH;
        }
        while (end < to && text[end] != '\n') {
            end++;
        }
        return end;
    }

    /** The cells of a line; none when it is no row of this table. */
    List<Cell> row(byte[] text, int from, int to) {
        List<Cell> cells = cells(text, from, to, delimiter);
        return cells.size() == fields.size() ? cells : List.of();
    }

    /** Where the next row begins behind a line that is none; {@code to} when there is no other before an empty line. */
    int nextRow(byte[] text, int odd, int to) {
        int line = odd;
        while (line < to) {
            int end = lineEnd(text, line, to);
            if (end == line || line > odd && !row(text, line, end).isEmpty()) {
                return end == line ? to : line;
            }
            line = Math.min(to, end + 1);
        }
        return to;
    }

    /** A line between rows, such as {@code ---+---}. */
    static boolean isRule(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b != '-' && b != '+' && b != '|' && b != '=' && b != ':' && b != ' ' && b != '\r') {
                return false;
            }
        }
        return to > from;
    }

    private static List<Cell> cells(byte[] text, int from, int to, byte delimiter) {
        int start = from;
        int end = to;
        while (end > start && (text[end - 1] == '\r' || text[end - 1] == ' ')) {
            end--;
        }
        while (start < end && text[start] == ' ') {
            start++;
        }
        if (delimiter == '|') {
            start += start < end && text[start] == '|' ? 1 : 0;
            end -= end > start && text[end - 1] == '|' ? 1 : 0;
        }
        var cells = new ArrayList<Cell>();
        int at = start;
        while (at <= end && cells.size() <= MOST_COLUMNS) {
            int cellEnd = cellEnd(text, at, end, delimiter);
            cells.add(trimmed(text, at, cellEnd));
            at = cellEnd + 1;
        }
        return cells.size() > MOST_COLUMNS ? List.of() : cells;
    }

    /** A cell in double quotes may have the delimiter inside (RFC 4180, section 2). */
    private static int cellEnd(byte[] text, int from, int to, byte delimiter) {
        boolean isQuoted = from < to && text[from] == '"';
        int at = from;
        boolean isInside = false;
        while (at < to && (isInside || text[at] != delimiter)) {
            isInside ^= isQuoted && text[at] == '"';
            at++;
        }
        return at;
    }

    private static Cell trimmed(byte[] text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && text[start] == ' ') {
            start++;
        }
        while (end > start && text[end - 1] == ' ') {
            end--;
        }
        if (end - start >= 2 && text[start] == '"' && text[end - 1] == '"') {
            start++;
            end--;
        }
        return new Cell(start, end);
    }
}
