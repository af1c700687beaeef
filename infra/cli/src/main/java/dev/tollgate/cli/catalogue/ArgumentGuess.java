package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which arguments are URLs, paths and SQL, as far as their names tell: as paths into the arguments, such as {@code
 * $.url}.
 */
public record ArgumentGuess(List<String> urls, List<String> paths, List<String> sql) {
    private static final Set<String> URL_NAMES = Set.of("url", "urls", "uri", "uris", "href", "link", "endpoint");
    private static final Set<String> PATH_NAMES = Set.of(
            "path", "paths", "filepath", "filepaths", "filename", "directory", "folder", "source", "destination");
    private static final Set<String> SQL_NAMES = Set.of("sql", "statement");
    private static final int DEEPEST_LIST = 1;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,60}");

    public ArgumentGuess {
        urls = List.copyOf(urls);
        paths = List.copyOf(paths);
        sql = List.copyOf(sql);
    }

    static ArgumentGuess of(ToolDefinition tool) {
        var search = new Search();
        search.lookInto(tool.inputSchema(), "$", DEEPEST_LIST);
        return new ArgumentGuess(search.urls, search.paths, search.sql);
    }

    boolean isEmpty() {
        return byField().isEmpty();
    }

    List<String> fields() {
        return List.copyOf(byField().keySet());
    }

    /** The paths by the field of the catalogue that they belong to; without fields that have none. */
    Map<String, List<String>> byField() {
        var byField = new LinkedHashMap<String, List<String>>();
        byField.put("sql", sql);
        byField.put("urls", urls);
        byField.put("paths", paths);
        byField.values().removeIf(List::isEmpty);
        return byField;
    }

    private static final class Search {
        private final List<String> urls = new ArrayList<>();
        private final List<String> paths = new ArrayList<>();
        private final List<String> sql = new ArrayList<>();

        void lookInto(Json.Obj schema, String at, int levels) {
            Json.Obj properties = schema.object("properties").orElse(Json.Obj.EMPTY);
            properties.members().forEach((name, property) -> {
                if (PLAIN.matcher(name).matches() && property instanceof Json.Obj argument) {
                    look(name, argument, at + "." + name, levels);
                }
            });
        }

        private void look(String name, Json.Obj argument, String at, int levels) {
            switch (argument.text("type").orElse("")) {
                case "string" -> note(name, argument, at);
                case "array" -> {
                    Json.Obj items = argument.object("items").orElse(Json.Obj.EMPTY);
                    if (items.text("type").orElse("").equals("string")) {
                        note(name, items, at + "[*]");
                    } else if (levels > 0) {
                        lookInto(items, at + "[*]", levels - 1);
                    }
                }
                default -> {
                    // A number, a truth value or an object of many kinds is none of the three.
                }
            }
        }

        private void note(String name, Json.Obj text, String at) {
            String word = name.toLowerCase(Locale.ROOT).replace("_", "");
            if (URL_NAMES.contains(word) || text.text("format").orElse("").equals("uri")) {
                urls.add(at);
            } else if (PATH_NAMES.contains(word)) {
                paths.add(at);
            } else if (SQL_NAMES.contains(word)) {
                sql.add(at);
            }
        }
    }
}
