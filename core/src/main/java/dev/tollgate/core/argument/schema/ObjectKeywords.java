package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What members an object must and may have. */
final class ObjectKeywords {
    private static final int MOST_NAMES_SHOWN = 20;

    private ObjectKeywords() {}

    static void read(Source source, Consumer<Keyword> keywords) {
        source.count("minProperties")
                .ifPresent(least -> keywords.accept(object((members, place, seen, check) ->
                        members.size() >= least || check.fail(place, "must have at least " + least + " members"))));
        source.count("maxProperties")
                .ifPresent(most -> keywords.accept(object((members, place, seen, check) ->
                        members.size() <= most || check.fail(place, "must have at most " + most + " members"))));
        Set<String> required = source.names("required");
        if (!required.isEmpty()) {
            keywords.accept(object((members, place, seen, check) -> hasAll(required, members, place, check)));
        }
        source.schema("propertyNames")
                .ifPresent(schema ->
                        keywords.accept(object((members, place, seen, check) -> names(schema, members, place, check))));
        members(source, keywords);
    }

    static void readRest(Source source, Consumer<Keyword> keywords) {
        source.schema("unevaluatedProperties")
                .ifPresent(rest -> keywords.accept(object((members, place, seen, check) -> {
                    for (var member : members.entrySet()) {
                        if (seen.hasMember(member.getKey())) {
                            continue;
                        }
                        if (rest.isNever()) {
                            return check.fail(place, "has a member that the schema does not name");
                        }
                        if (!rest.holds(member.getValue(), place.unnamedMember(), Seen.nothing(), check)) {
                            return false;
                        }
                    }
                    seen.allMembers();
                    return true;
                })));
    }

    static boolean hasAll(Set<String> required, Map<String, Json> members, Place place, Check check) {
        for (String name : required) {
            if (!members.containsKey(name)) {
                return check.fail(place.member(name), "is required");
            }
        }
        return check.spend(required.size());
    }

    private static boolean names(Schema schema, Map<String, Json> members, Place place, Check check) {
        for (String name : members.keySet()) {
            if (!check.tries(schema, Json.of(name), place.unnamedMember(), Seen.nothing())) {
                return check.fail(place, "has a member whose name \"propertyNames\" does not allow");
            }
        }
        return true;
    }

    private static void members(Source source, Consumer<Keyword> keywords) {
        Map<String, Schema> named = source.namedSchemas("properties");
        Map<SearchPattern, Schema> patterns = new LinkedHashMap<>();
        source.namedSchemas("patternProperties")
                .forEach((written, schema) -> TextKeywords.pattern(source, "patternProperties", written)
                        .ifPresent(pattern -> patterns.put(pattern, schema)));
        Optional<Schema> others = source.schema("additionalProperties");
        if (!named.isEmpty() || !patterns.isEmpty() || others.isPresent()) {
            var rule = new Members(named, patterns, others);
            keywords.accept(object(rule::hold));
        }
    }

    /** {@code properties}, {@code patternProperties} and {@code additionalProperties}: which schema is for which member. */
    private record Members(Map<String, Schema> named, Map<SearchPattern, Schema> patterns, Optional<Schema> others) {

        boolean hold(Map<String, Json> members, Place place, Seen seen, Check check) {
            for (var member : members.entrySet()) {
                if (!holds(member.getKey(), member.getValue(), place, seen, check)) {
                    return false;
                }
            }
            return true;
        }

        private boolean holds(String name, Json value, Place place, Seen seen, Check check) {
            Schema own = named.get(name);
            boolean judged = own != null;
            if (judged && !own.holds(value, place.member(name), Seen.nothing(), check)) {
                return false;
            }
            Place shown = judged ? place.member(name) : place.unnamedMember();
            for (var pattern : patterns.entrySet()) {
                if (pattern.getKey().isIn(name, check)) {
                    judged = true;
                    if (!pattern.getValue().holds(value, shown, Seen.nothing(), check)) {
                        return false;
                    }
                }
            }
            if (!judged && others.isPresent()) {
                judged = true;
                if (others.get().isNever()) {
                    return check.fail(place, expectedNames());
                }
                if (!others.get().holds(value, shown, Seen.nothing(), check)) {
                    return false;
                }
            }
            if (judged) {
                seen.member(name);
            }
            return check.spend(1);
        }

        private String expectedNames() {
            if (named.isEmpty() || !patterns.isEmpty()) {
                return "has a member that the schema does not name";
            }
            String names = named.keySet().stream()
                    .limit(MOST_NAMES_SHOWN)
                    .map(Place::shown)
                    .collect(Collectors.joining(", "));
            return "must have no members but " + names + (named.size() > MOST_NAMES_SHOWN ? ", …" : "");
        }
    }

    /** Judges the members of an object; anything else holds. */
    @FunctionalInterface
    interface MemberRule {
        boolean holds(Map<String, Json> members, Place place, Seen seen, Check check);
    }

    static Keyword object(MemberRule rule) {
        return (value, place, seen, check) ->
                !(value instanceof Json.Obj(Map<String, Json> members)) || rule.holds(members, place, seen, check);
    }
}
