package dev.tollgate.proxy.govern;

import dev.tollgate.hook.json.Json;
import dev.tollgate.proxy.message.HeaderValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a tool that its schema wants to be repeated in headers ({@code x-mcp-header}, 2026-07-28).
 *
 * @param isValid a tool with a wrong one is not to be shown by a client that speaks HTTP
 */
record ParameterHeaders(List<Mirrored> mirrored, boolean isValid) {
    private static final String TOKEN = "!#$%&'*+-.^_`|~";
    private static final Set<String> TYPES = Set.of("string", "integer", "boolean");
    private static final int DEEPEST = 32;

    ParameterHeaders {
        mirrored = List.copyOf(mirrored);
    }

    /** @param path the names that lead to the argument */
    record Mirrored(String header, List<String> path) {}

    static ParameterHeaders of(Json.Obj tool) {
        var found = new ArrayList<Mirrored>();
        collect(tool.object("inputSchema").orElse(Json.Obj.EMPTY), List.of(), found);
        Set<String> names = new HashSet<>();
        boolean isValid = found.stream()
                .allMatch(each ->
                        isToken(each.header()) && names.add(each.header().toLowerCase(Locale.ROOT)));
        return new ParameterHeaders(isValid ? found : List.of(), isValid);
    }

    private static void collect(Json.Obj schema, List<String> path, List<Mirrored> found) {
        if (path.size() == DEEPEST) {
            return;
        }
        schema.object("properties").orElse(Json.Obj.EMPTY).members().forEach((name, value) -> {
            if (value instanceof Json.Obj property) {
                var deeper = new ArrayList<>(path);
                deeper.add(name);
                property.get("x-mcp-header").ifPresent(header -> found.add(mirrored(header, property, deeper)));
                collect(property, deeper, found);
            }
        });
    }

    private static Mirrored mirrored(Json header, Json.Obj property, List<String> path) {
        boolean isPrimitive = property.text("type").filter(TYPES::contains).isPresent();
        return new Mirrored(isPrimitive && header instanceof Json.Str(String name) ? name : "", path);
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || TOKEN.indexOf(c) >= 0);
    }

    Map<String, String> of(Optional<Json.Obj> arguments) {
        var headers = new LinkedHashMap<String, String>();
        for (Mirrored each : mirrored) {
            value(arguments, each.path()).ifPresent(value -> headers.put("Mcp-Param-" + each.header(), value));
        }
        return headers;
    }

    private static Optional<String> value(Optional<Json.Obj> arguments, List<String> path) {
        Optional<Json.Obj> object = arguments;
        for (String name : path.subList(0, path.size() - 1)) {
            object = object.flatMap(each -> each.object(name));
        }
        return object.flatMap(each -> each.get(path.getLast())).flatMap(value -> switch (value) {
            case Json.Str(String text) -> Optional.of(HeaderValue.encoded(text));
            case Json.Num(String text) -> Optional.of(text);
            case Json.Bool bool -> Optional.of(bool == Json.Bool.TRUE ? "true" : "false");
            case Json.Obj ignored -> Optional.empty();
            case Json.Arr ignored -> Optional.empty();
            case Json.Null ignored -> Optional.empty();
        });
    }
}
