package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tables inside of a text: those of HTML, and those with a rule below their header, such as Markdown's and what databases
 * print. As in {@link TextTable}, a column's header says what its cells are; in a row of HTML that has a header of its own
 * ({@code <tr><th>Patient ID</th><td>…}) that one does.
 */
final class InnerTables {
    private static final String HTML_HEADER = "<th";
    /** Where one of these stands a table may be. */
    static final List<String> SIGNS = List.of(HTML_HEADER, "|--", "| --", "|:-", "| :-", "-+-");

    private static final int LONGEST_HEADER = 2_048;
    private static final int MOST_COLUMNS = 256;
    private static final int LONGEST_NAME = 64;

    /** What one cell holds, from its first byte to the byte after its last. */
    record Cell(int from, int to, Field field) {}

    private final byte[] text;
    private final int from;
    private final int to;
    private final Function<String, Field> fieldOf;
    private final List<Cell> cells = new ArrayList<>();
    private int read;

    InnerTables(byte[] text, int from, int to, Function<String, Field> fieldOf) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.fieldOf = fieldOf;
        this.read = from;
    }

    /** Cells of columns whose header says something, in the order in which they stand. */
    List<Cell> cells() {
        return List.copyOf(cells);
    }

    /**
     * Each byte belongs to one table, however many signs it has.
     *
     * @param sign its place in {@link #SIGNS}
     * @param end the byte after it
     */
    void sign(int sign, int end) {
        if (end <= read) {
            return;
        }
        if (SIGNS.get(sign).equals(HTML_HEADER)) {
            html(end - HTML_HEADER.length());
        } else {
            ruled(end);
        }
    }

    private void ruled(int at) {
        int rule = lineStart(at);
        int ruleEnd = TextTable.lineEnd(text, at, to);
        read = ruleEnd;
        if (ruleEnd - rule > LONGEST_HEADER || !TextTable.isRule(text, rule, ruleEnd)) {
            return;
        }
        int header = rule > from ? lineStart(rule - 1) : rule;
        TextTable.in(text, header, to, fieldOf).ifPresent(this::rows);
    }

    /** Where the line begins, or a place inside of one that is too long for a header. */
    private int lineStart(int at) {
        int start = at;
        int earliest = Math.max(from, at - LONGEST_HEADER);
        while (start > earliest && text[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private void rows(TextTable table) {
        int line = table.start();
        while (line < to) {
            int end = TextTable.lineEnd(text, line, to);
            List<TextTable.Cell> row = table.row(text, line, end);
            if (row.isEmpty() && !TextTable.isRule(text, line, end)) {
                break;
            }
            for (int column = 0; column < row.size(); column++) {
                add(row.get(column).from(), row.get(column).to(), table.fields().get(column));
            }
            line = Math.min(to, end + 1);
        }
        read = Math.max(read, line);
    }

    /** To the table's end, or to that of the text. */
    private void html(int start) {
        var header = new ArrayList<Field>();
        var ofRow = Field.NONE;
        boolean hasCells = false;
        int column = 0;
        int at = start;
        while (at < to) {
            if (text[at] != '<') {
                at++;
                continue;
            }
            int tag = at;
            int open = tagEnd(tag);
            if (isTag(tag, "</table")) {
                at = open;
                break;
            }
            at = open;
            if (isTag(tag, "<tr")) {
                column = 0;
                ofRow = Field.NONE;
            } else if (isTag(tag, HTML_HEADER) && !isTag(tag, "<thead")) {
                at = cellEnd(open);
                Field field = named(open, at);
                if (!hasCells && header.size() < MOST_COLUMNS) {
                    header.add(field);
                }
                ofRow = field;
                column++;
            } else if (isTag(tag, "<td")) {
                hasCells = true;
                at = cellEnd(open);
                Field ofColumn = column < header.size() && header.size() > 1 ? header.get(column) : Field.NONE;
                add(contentStart(open, at), at, ofColumn == Field.NONE ? ofRow : ofColumn);
                column++;
            }
        }
        read = Math.max(read, at);
    }

    private boolean isTag(int at, String name) {
        if (at + name.length() > to) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (ByteClass.lower(text[at + i]) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int tagEnd(int tag) {
        int at = tag + 1;
        while (at < to && text[at] != '>' && text[at] != '<') {
            at++;
        }
        return at < to && text[at] == '>' ? at + 1 : at;
    }

    /** The next tag of a table's part: {@code </td>}, {@code <td>}, {@code </tr>}. */
    private int cellEnd(int content) {
        int at = content;
        while (at < to && !(text[at] == '<' && (isTag(at, "<t") || isTag(at, "</t")))) {
            at++;
        }
        return at;
    }

    /** Behind tags such as {@code <b>}. */
    private int contentStart(int content, int end) {
        int at = content;
        while (at < end && (text[at] == '<' || text[at] == ' ' || text[at] == '\n')) {
            at = text[at] == '<' ? Math.min(end, tagEnd(at)) : at + 1;
        }
        return at;
    }

    private Field named(int content, int end) {
        int start = contentStart(content, end);
        int nameEnd = start;
        while (nameEnd < end && text[nameEnd] != '<' && nameEnd - start <= LONGEST_NAME) {
            nameEnd++;
        }
        if (nameEnd == start || nameEnd - start > LONGEST_NAME) {
            return Field.NONE;
        }
        return fieldOf.apply(new String(text, start, nameEnd - start, StandardCharsets.UTF_8).strip());
    }

    private void add(int start, int end, Field field) {
        int last = end;
        while (last > start && (text[last - 1] == ' ' || text[last - 1] == '\n' || text[last - 1] == '\r')) {
            last--;
        }
        if (field != Field.NONE && last > start) {
            cells.add(new Cell(start, last, field));
        }
    }
}
