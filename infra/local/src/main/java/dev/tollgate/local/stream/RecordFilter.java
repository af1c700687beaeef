package dev.tollgate.local.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.template.EventSource;
import dev.tollgate.local.template.TemplateException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lambda's event filtering, the part of its pattern language that is used here: exact values, {@code prefix}, {@code
 * exists}, {@code anything-but}, in nested objects. A pattern with anything else is refused at the start.
 */
final class RecordFilter {
    private final List<Pattern> patterns;

    RecordFilter(EventSource source) {
        this.patterns = source.filters().stream()
                .map(pattern -> new Reader(source.id()).read(pattern))
                .toList();
    }

    boolean letsThrough(Json.Obj event) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(Optional.of(event)));
    }

    private sealed interface Pattern {

        boolean matches(Optional<Json> value);

        record Fields(Map<String, Pattern> fields) implements Pattern {
            @Override
            public boolean matches(Optional<Json> value) {
                Json.Obj object = value.orElse(null) instanceof Json.Obj present ? present : Json.Obj.EMPTY;
                return fields.entrySet().stream()
                        .allMatch(field -> field.getValue().matches(object.get(field.getKey())));
            }
        }

        /** One of several; of an array, one element is enough. */
        record AnyOf(List<Pattern> alternatives) implements Pattern {
            @Override
            public boolean matches(Optional<Json> value) {
                if (value.orElse(null) instanceof Json.Arr(List<Json> items)) {
                    return items.stream().anyMatch(item -> matches(Optional.of(item)));
                }
                return alternatives.stream().anyMatch(alternative -> alternative.matches(value));
            }
        }

        record Exactly(Json wanted) implements Pattern {
            @Override
            public boolean matches(Optional<Json> value) {
                return value.isPresent() && same(wanted, value.get());
            }
        }

        record Prefix(String prefix) implements Pattern {
            @Override
            public boolean matches(Optional<Json> value) {
                return value.orElse(null) instanceof Json.Str(String text) && text.startsWith(prefix);
            }
        }

        record Exists(boolean wanted) implements Pattern {
            @Override
            public boolean matches(Optional<Json> value) {
                return value.isPresent() == wanted;
            }
        }

        record AnythingBut(List<Json> unwanted) implements Pattern {
            @Override
            public boolean matches(Optional<Json> value) {
                return value.isPresent() && unwanted.stream().noneMatch(json -> same(json, value.get()));
            }
        }

        private static boolean same(Json wanted, Json value) {
            return wanted instanceof Json.Num(String a) && value instanceof Json.Num(String b)
                    ? new BigDecimal(a).compareTo(new BigDecimal(b)) == 0
                    : wanted.equals(value);
        }
    }

    private record Reader(String source) {

        Pattern read(String text) {
            try {
                if (new JsonText(30).parse(text) instanceof Json.Obj pattern) {
                    return fields(pattern, "");
                }
            } catch (JsonException malformed) {
                throw refused("", malformed.getMessage());
            }
            throw refused("", "a pattern is an object");
        }

        private Pattern fields(Json.Obj pattern, String path) {
            var fields = new LinkedHashMap<String, Pattern>();
            pattern.members().forEach((name, value) -> {
                String place = path + "." + name;
                if (name.startsWith("$")) {
                    throw refused(place, "the local stack does not understand " + name);
                }
                fields.put(
                        name,
                        switch (value) {
                            case Json.Obj nested -> fields(nested, place);
                            case Json.Arr(List<Json> alternatives) -> anyOf(alternatives, place);
                            default -> throw refused(place, "a value stands in a list");
                        });
            });
            return new Pattern.Fields(fields);
        }

        private Pattern anyOf(List<Json> alternatives, String place) {
            var patterns = new ArrayList<Pattern>();
            for (Json alternative : alternatives) {
                patterns.add(
                        alternative instanceof Json.Obj object ? operator(object, place) : exactly(alternative, place));
            }
            return new Pattern.AnyOf(patterns);
        }

        private Pattern exactly(Json value, String place) {
            if (value instanceof Json.Arr) {
                throw refused(place, "a list within a list");
            }
            return new Pattern.Exactly(value);
        }

        private Pattern operator(Json.Obj object, String place) {
            if (object.members().size() == 1) {
                if (object.text("prefix").isPresent()) {
                    return new Pattern.Prefix(object.text("prefix").get());
                }
                if (object.get("exists").orElse(null) instanceof Json.Bool wanted) {
                    return new Pattern.Exists(wanted.value());
                }
                Json unwanted = object.get("anything-but").orElse(null);
                if (unwanted instanceof Json.Str || unwanted instanceof Json.Num) {
                    return new Pattern.AnythingBut(List.of(unwanted));
                }
                if (unwanted instanceof Json.Arr(List<Json> several)
                        && several.stream().allMatch(one -> one instanceof Json.Str || one instanceof Json.Num)) {
                    return new Pattern.AnythingBut(several);
                }
            }
            throw refused(place, "the local stack does not understand " + JsonText.write(object));
        }

        private TemplateException refused(String place, String why) {
            return new TemplateException(
                    "FilterCriteria of " + source + (place.isEmpty() ? "" : " at " + place.substring(1)) + ": " + why);
        }
    }
}
