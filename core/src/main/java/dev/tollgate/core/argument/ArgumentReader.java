package dev.tollgate.core.argument;

import dev.tollgate.core.argument.Fault.Kind;
import dev.tollgate.core.argument.location.Location;
import dev.tollgate.core.argument.sql.Sql;
import dev.tollgate.core.argument.sql.SqlReader;
import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the arguments of one call, and remembers the first thing that was wrong. */
final class ArgumentReader {
    private static final int MOST_TEXTS = 1_000;

    private final Reading reading;
    private final Json.Obj arguments;
    private Optional<Fault> fault = Optional.empty();

    ArgumentReader(Reading reading, Json.Obj arguments) {
        this.reading = reading;
        this.arguments = arguments;
    }

    Understanding understanding() {
        reading.schema()
                .flatMap(schema -> schema.mismatch(arguments))
                .ifPresent(mismatch -> wrong(Kind.SCHEMA_MISMATCH, mismatch));
        Sql sql = sql();
        Set<String> urls = new LinkedHashSet<>();
        Set<String> hosts = new TreeSet<>();
        urls(urls, hosts);
        return new Understanding(sql, List.copyOf(urls), List.copyOf(hosts), paths(), amounts(), fault);
    }

    private Sql sql() {
        Sql all = Sql.NONE;
        var reader = new SqlReader(reading.dialect());
        for (ArgumentPath path : reading.sql()) {
            for (String text : texts(path)) {
                all = all.and(
                        switch (reader.read(text)) {
                            case SqlReader.Outcome.Read(Sql sql) -> sql;
                            case SqlReader.Outcome.Unread(String reason) -> unparsed(path, reason);
                        });
            }
        }
        return all;
    }

    private Sql unparsed(ArgumentPath path, String reason) {
        if (!reading.allowsUnparsedSql()) {
            wrong(
                    Kind.DATA_ACCESS,
                    path + " must be SQL that can be read as "
                            + reading.dialect().text() + ": " + reason);
        }
        return SqlReader.unparsed();
    }

    private void urls(Set<String> urls, Set<String> hosts) {
        for (ArgumentPath path : reading.urls()) {
            for (String text : texts(path)) {
                switch (Location.url(text)) {
                    case Location.Url(String url, String host) -> {
                        urls.add(url);
                        hosts.add(host);
                    }
                    case Location.FilePath other -> unclear(path, "a URL");
                    case Location.Unclear(String expected) -> unclear(path, expected);
                }
            }
        }
    }

    private List<String> paths() {
        Set<String> paths = new LinkedHashSet<>();
        for (ArgumentPath path : reading.paths()) {
            for (String text : texts(path)) {
                switch (Location.path(text)) {
                    case Location.FilePath(String normalised) -> paths.add(normalised);
                    case Location.Url other -> unclear(path, "a path");
                    case Location.Unclear(String expected) -> unclear(path, expected);
                }
            }
        }
        return List.copyOf(paths);
    }

    private Map<String, Long> amounts() {
        Map<String, Long> amounts = new LinkedHashMap<>();
        reading.amounts().forEach((name, path) -> {
            List<Json> found = path.in(arguments);
            if (found.isEmpty()) {
                return;
            }
            Optional<Long> amount = Amount.of(found);
            amount.ifPresent(value -> amounts.put(name, value));
            if (amount.isEmpty()) {
                wrong(
                        Kind.INVALID_ARGUMENTS,
                        path + " must be a whole number from 0 to " + Amount.LARGEST + ", or a list");
            }
        });
        return amounts;
    }

    private List<String> texts(ArgumentPath path) {
        List<String> texts = new ArrayList<>();
        boolean fits = true;
        for (Json value : path.in(arguments)) {
            fits &= addTexts(value, texts);
        }
        if (!fits || texts.size() > MOST_TEXTS) {
            wrong(
                    Kind.INVALID_ARGUMENTS,
                    path + " must be a text or a list of texts, at most " + MOST_TEXTS + " of them");
            return texts.subList(0, Math.min(MOST_TEXTS, texts.size()));
        }
        return texts;
    }

    private static boolean addTexts(Json value, List<String> texts) {
        return switch (value) {
            case Json.Str(String text) -> texts.add(text);
            case Json.Arr(List<Json> items) -> {
                boolean fits = true;
                for (Json item : items) {
                    fits &= item instanceof Json.Str(String text) && texts.add(text);
                }
                yield fits;
            }
            case Json.Num other -> false;
            case Json.Bool other -> false;
            case Json.Null other -> false;
            case Json.Obj other -> false;
        };
    }

    private void unclear(ArgumentPath path, String expected) {
        wrong(Kind.INVALID_ARGUMENTS, path + " must be " + expected);
    }

    private void wrong(Kind kind, String message) {
        if (fault.isEmpty()) {
            fault = Optional.of(new Fault(kind, message));
        }
    }
}
