package dev.tollgate.tests.corpus;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.tests.corpus.Library.Named;
import dev.tollgate.tests.corpus.Mark.Sort;
import dev.tollgate.tests.corpus.People.Person;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Records with named fields, as programs and databases write them. */
final class Records {
    private static final Set<String> TYPES =
            Arrays.stream(PersonalType.values()).map(Enum::name).collect(Collectors.toSet());

    private enum Style {
        SNAKE,
        CAMEL,
        PASCAL,
        KEBAB,
        UPPER
    }

    private record Column(Named named, String name) {}

    private final Values values;
    private final Library library;
    private final String language;
    private final Dice dice;

    Records(Values values, Library library, String language, Dice dice) {
        this.values = values;
        this.library = library;
        this.language = language;
        this.dice = dice;
    }

    Draft made(String form) {
        return switch (form) {
            case "json" -> json();
            case "csv" -> separated(dice.of(",", ",", ";", "\t"));
            case "psql" -> aligned(" | ", "", "-", "+");
            case "mysql" -> aligned(" | ", "| ", "-", "+");
            case "markdown_table" -> markdown();
            case "yaml" -> yaml();
            case "logfmt" -> logfmt();
            case "html_table" -> html();
            default -> throw new IllegalArgumentException("no form of records: " + form);
        };
    }

    /** "Name: value" a line. */
    Draft lines(int count) {
        var draft = new Draft();
        Person person = values.people().person(language, dice);
        for (Column column : columns(count, count)) {
            String title = column.named().names().getFirst();
            draft.add(draft.isEmpty() ? "" : "\n")
                    .add(title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1) + ": ")
                    .add(value(column.named(), person));
        }
        return draft;
    }

    private List<Column> columns(int least, int most) {
        Style style = dice.oneOf(
                List.of(Style.SNAKE, Style.SNAKE, Style.CAMEL, Style.CAMEL, Style.PASCAL, Style.KEBAB, Style.UPPER));
        List<Named> personal = library.fields().stream()
                .filter(named -> !named.type().startsWith("-"))
                .toList();
        List<Named> plain = library.fields().stream()
                .filter(named -> named.type().startsWith("-"))
                .toList();
        var columns = new ArrayList<Column>();
        var names = new java.util.HashSet<String>();
        int count = dice.between(least, most);
        while (columns.size() < count) {
            Named named = dice.oneOf(dice.inHundred(42) ? personal : plain);
            String name = styled(dice.oneOf(named.names()), style);
            if (names.add(name)) {
                columns.add(new Column(named, name));
            }
        }
        return columns;
    }

    private static String styled(String words, Style style) {
        String[] parts = words.split(" ");
        return switch (style) {
            case SNAKE -> String.join("_", parts);
            case KEBAB -> String.join("-", parts);
            case UPPER -> String.join("_", parts).toUpperCase(Locale.ROOT);
            case CAMEL ->
                parts[0] + Arrays.stream(parts).skip(1).map(Records::capital).collect(Collectors.joining());
            case PASCAL -> Arrays.stream(parts).map(Records::capital).collect(Collectors.joining());
        };
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private Draft value(Named named, Person person) {
        String type = named.type();
        if (type.startsWith("-")) {
            String kind = type.substring(1);
            return kind.equals("text")
                    ? new Filler(values, library, language, dice).filled("{sentences:" + dice.between(1, 2) + "}")
                    : new Draft().add(Sort.NEGATIVE, kind, Negatives.of(kind, language, dice));
        }
        if (type.equals("ANY")) {
            Secrets.Secret secret = values.secrets().any(dice);
            return new Draft().add(Sort.SECRET, secret.kind(), secret.value());
        }
        if (!TYPES.contains(type)) {
            return new Draft()
                    .add(Sort.SECRET, type, values.secrets().of(type, dice).value());
        }
        String of = switch (named.language()) {
            case "*" -> language;
            default -> named.language();
        };
        String value = switch (of) {
            case "first" -> person.first();
            case "last" -> person.last();
            default -> values.personal(PersonalType.valueOf(type), of, person, dice);
        };
        return new Draft().add(Sort.PERSONAL, type, value);
    }

    private Draft json() {
        boolean isPretty = dice.inHundred(40);
        String newLine = isPretty ? "\n" : "";
        int rows = dice.between(1, 6);
        var draft = new Draft();
        boolean isList = rows > 1;
        String envelope = dice.of("", "data", "results", "items", "rows", "records");
        if (!envelope.isEmpty()) {
            draft.add("{" + newLine + "\"" + envelope + "\":" + (isPretty ? " " : ""));
        }
        draft.add(isList ? "[" : "");
        List<Column> columns = columns(4, 12);
        for (int row = 0; row < rows; row++) {
            draft.add(row > 0 ? "," + newLine : "").add(object(columns, isPretty));
        }
        draft.add(isList ? "]" : "");
        if (!envelope.isEmpty()) {
            draft.add("," + newLine + "\"" + dice.of("total", "count", "next_offset") + "\":" + dice.between(1, 9000));
            draft.add(",\"" + dice.of("request_id", "etag", "cursor") + "\":\"" + dice.some(24, Dice.HEX) + "\""
                    + newLine + "}");
        }
        return draft;
    }

    private Draft object(List<Column> columns, boolean isPretty) {
        Person person = values.people().person(language, dice);
        var draft = new Draft().add("{");
        int nestedFrom = columns.size() > 6 ? columns.size() - dice.between(2, 3) : columns.size();
        for (int i = 0; i < columns.size(); i++) {
            draft.add(i > 0 ? "," : "").add(isPretty ? "\n  " : "");
            if (i == nestedFrom) {
                draft.add("\"" + dice.of("details", "attributes", "extra", "payload") + "\":{");
            }
            draft.add("\"" + columns.get(i).name() + "\":" + (isPretty ? " " : ""));
            Draft value = value(columns.get(i).named(), person);
            if (isNumber(value.text()) && dice.inHundred(35)) {
                draft.add(value);
            } else {
                draft.addQuoted(value);
            }
        }
        return draft.add(nestedFrom < columns.size() ? "}" : "").add(isPretty ? "\n}" : "}");
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() < 16
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && text.charAt(0) != '0';
    }

    private Draft separated(String separator) {
        List<Column> columns = columns(4, 10);
        var draft = Draft.of(columns.stream().map(Column::name).collect(Collectors.joining(separator)));
        int rows = dice.between(2, 8);
        for (int row = 0; row < rows; row++) {
            draft.add("\n");
            Person person = values.people().person(language, dice);
            for (int i = 0; i < columns.size(); i++) {
                Draft value = value(columns.get(i).named(), person);
                boolean isQuoted = value.text().contains(separator)
                        || value.text().contains("\"")
                        || value.text().contains("\n");
                draft.add(i > 0 ? separator : "");
                if (isQuoted) {
                    draft.add("\"")
                            .add(value, c -> c == '"' ? "\"\"" : Character.toString(c))
                            .add("\"");
                } else {
                    draft.add(value);
                }
            }
        }
        return draft;
    }

    private Draft aligned(String separator, String edge, String rule, String crossing) {
        List<Column> columns = columns(3, 8);
        var rows = new ArrayList<List<Draft>>();
        var widths = columns.stream().mapToInt(column -> column.name().length()).toArray();
        int count = dice.between(2, 7);
        for (int row = 0; row < count; row++) {
            Person person = values.people().person(language, dice);
            List<Draft> cells = columns.stream()
                    .map(column -> value(column.named(), person))
                    .toList();
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], cells.get(i).text().length());
            }
            rows.add(cells);
        }
        String end = edge.isEmpty() ? "" : " |";
        String line =
                Arrays.stream(widths).mapToObj(width -> rule.repeat(width + 2)).collect(Collectors.joining(crossing));
        String ruler = edge.isEmpty() ? line : crossing + line + crossing;
        var draft = new Draft().add(edge.isEmpty() ? "" : ruler + "\n").add(edge.isEmpty() ? " " : edge);
        for (int i = 0; i < widths.length; i++) {
            String name = columns.get(i).name();
            draft.add(i > 0 ? separator : "").add(name + " ".repeat(widths[i] - name.length()));
        }
        draft.add(end + "\n" + ruler);
        for (List<Draft> cells : rows) {
            draft.add("\n").add(edge.isEmpty() ? " " : edge);
            for (int i = 0; i < widths.length; i++) {
                draft.add(i > 0 ? separator : "")
                        .add(cells.get(i))
                        .add(" ".repeat(widths[i] - cells.get(i).text().length()));
            }
            draft.add(end);
        }
        return draft.add(
                edge.isEmpty() ? "\n(" + count + " rows)" : "\n" + ruler + "\n" + count + " rows in set (0.00 sec)");
    }

    private Draft markdown() {
        List<Column> columns = columns(3, 7);
        var draft = Draft.of("| " + columns.stream().map(Column::name).collect(Collectors.joining(" | ")) + " |\n|"
                + " --- |".repeat(columns.size()));
        int rows = dice.between(2, 6);
        for (int row = 0; row < rows; row++) {
            Person person = values.people().person(language, dice);
            draft.add("\n|");
            for (Column column : columns) {
                draft.add(" ").add(value(column.named(), person)).add(" |");
            }
        }
        return draft;
    }

    private Draft yaml() {
        List<Column> columns = columns(4, 10);
        var draft = Draft.of(dice.of("apiVersion: v1\nrecords:", "customers:", "entries:", "---\nitems:"));
        int rows = dice.between(1, 4);
        for (int row = 0; row < rows; row++) {
            Person person = values.people().person(language, dice);
            for (int i = 0; i < columns.size(); i++) {
                Draft value = value(columns.get(i).named(), person);
                draft.add("\n" + (i == 0 ? "- " : "  ") + columns.get(i).name() + ": ");
                if (dice.inHundred(30)
                        || value.text().contains(": ")
                        || value.text().contains("#")) {
                    draft.addQuoted(value);
                } else {
                    draft.add(value);
                }
            }
        }
        return draft;
    }

    private Draft logfmt() {
        var draft = new Draft();
        int rows = dice.between(2, 7);
        for (int row = 0; row < rows; row++) {
            Person person = values.people().person(language, dice);
            draft.add(row > 0 ? "\n" : "")
                    .add("time=")
                    .add(
                            Sort.NEGATIVE,
                            "timestamp",
                            Negatives.of("timestamp", language, dice).replace(' ', 'T'));
            draft.add(" level=" + dice.of("info", "warn", "error") + " msg=\""
                    + dice.of("request done", "retrying", "user updated", "cache miss") + "\"");
            for (Column column : columns(2, 5)) {
                Draft value = value(column.named(), person);
                draft.add(" " + column.name() + "=");
                if (value.text().contains(" ") || value.text().contains("\"")) {
                    draft.addQuoted(value);
                } else {
                    draft.add(value);
                }
            }
        }
        return draft;
    }

    private Draft html() {
        List<Column> columns = columns(3, 6);
        var draft = Draft.of("<table class=\"report\">\n<tr>");
        columns.forEach(column -> draft.add("<th>" + column.named().names().getFirst() + "</th>"));
        int rows = dice.between(1, 5);
        for (int row = 0; row < rows; row++) {
            Person person = values.people().person(language, dice);
            draft.add("</tr>\n<tr>");
            for (Column column : columns) {
                draft.add("<td>")
                        .add(value(column.named(), person), Records::entity)
                        .add("</td>");
            }
        }
        return draft.add("</tr>\n</table>");
    }

    private static String entity(int c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '&' -> "&amp;";
            default -> Character.toString(c);
        };
    }
}
