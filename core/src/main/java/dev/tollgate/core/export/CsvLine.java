package dev.tollgate.core.export;

import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A record as a line of comma-separated values (RFC 4180), for people with a spreadsheet. A spreadsheet would take a
 * cell that begins like a formula for one, so such a cell begins with an apostrophe here.
 */
public final class CsvLine {
    private static final String END = "\r\n";

    /** With these a formula begins, in one spreadsheet or another, also behind white space and in their full width. */
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final List<String> OF_THE_RECORD = List.of(
            "id",
            "at",
            "kind",
            "agent",
            "owner",
            "user",
            "subject",
            "server",
            "tool",
            "resource",
            "action",
            "effect",
            "reason",
            "policy",
            "rule",
            "event",
            "act",
            "by",
            "search",
            "decision",
            "redaction",
            "labels",
            "findings",
            "session",
            "trace",
            "hook",
            "source",
            "called_at",
            "bundle",
            "took_us");

    private static final List<String> OF_THE_CALLER = List.of("key", "role", "from");

    private CsvLine() {}

    /** The names of the columns, as a line. */
    public static String header() {
        return line(Stream.of(
                        OF_THE_RECORD.stream(),
                        OF_THE_CALLER.stream().map(name -> "caller_" + name),
                        Stream.of("prev", "hash"))
                .flatMap(names -> names));
    }

    public static String of(SealedRecord record) {
        Json.Obj content = record.content();
        Json.Obj caller = content.object("caller").orElse(Json.Obj.EMPTY);
        return line(Stream.of(
                        OF_THE_RECORD.stream().map(name -> cell(content, name)),
                        OF_THE_CALLER.stream().map(name -> cell(caller, name)),
                        Stream.of(record.prev(), record.hash()))
                .flatMap(cells -> cells));
    }

    /** Cells of something else than a record. */
    public static String of(List<String> cells) {
        return line(cells.stream());
    }

    private static String line(Stream<String> cells) {
        return cells.map(CsvLine::defused).map(CsvLine::quoted).collect(Collectors.joining(",", "", END));
    }

    private static String cell(Json.Obj object, String name) {
        return object.get(name).map(CsvLine::text).orElse("");
    }

    private static String text(Json value) {
        return switch (value) {
            case Json.Str(String text) -> text;
            case Json.Num(String text) -> text;
            case Json.Bool bool -> String.valueOf(bool.value());
            case Json.Null nothing -> "";
            case Json.Arr(List<Json> items) -> items.stream().map(CsvLine::text).collect(Collectors.joining("; "));
            case Json.Obj object ->
                object.members().containsKey("type") && object.members().containsKey("count")
                        ? finding(object)
                        : CanonicalJson.NUMBERS_AS_WRITTEN.text(object);
        };
    }

    /** For example {@code email redact 3}. */
    private static String finding(Json.Obj finding) {
        return Stream.of("type", "action", "count")
                .map(name -> cell(finding, name))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String defused(String cell) {
        String begins = cell.stripLeading();
        boolean isFormula = isBeginning(cell) || isBeginning(begins);
        return isFormula ? "'" + cell : cell;
    }

    private static boolean isBeginning(String text) {
        return !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0;
    }

    private static String quoted(String cell) {
        boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
