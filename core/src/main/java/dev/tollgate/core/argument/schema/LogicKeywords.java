package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Schemas about schemas: {@code allOf}, {@code anyOf}, {@code oneOf}, {@code not}, {@code if}. */
final class LogicKeywords {
    private LogicKeywords() {}

    static void read(Source source, Consumer<Keyword> keywords) {
        source.schemas("allOf").stream().map(source::inPlace).forEach(keywords);
        List<Schema> anyOf = source.schemas("anyOf");
        anyOf.forEach(source::inPlace);
        if (!anyOf.isEmpty()) {
            keywords.accept((value, place, seen, check) -> any(anyOf, value, place, seen, check));
        }
        List<Schema> oneOf = source.schemas("oneOf");
        oneOf.forEach(source::inPlace);
        if (!oneOf.isEmpty()) {
            keywords.accept((value, place, seen, check) -> one(oneOf, value, place, seen, check));
        }
        source.schema("not")
                .map(source::inPlace)
                .ifPresent(not ->
                        keywords.accept((value, place, seen, check) -> !check.tries(not, value, place, Seen.nothing())
                                || check.fail(place, "must not be what \"not\" describes")));
        condition(source, keywords);
    }

    private static boolean any(List<Schema> alternatives, Json value, Place place, Seen seen, Check check) {
        boolean any = false;
        for (Schema alternative : alternatives) {
            Seen branch = seen.branch();
            if (check.tries(alternative, value, place, branch)) {
                seen.add(branch);
                any = true;
                if (!seen.takesNotes()) {
                    return true;
                }
            }
        }
        return any || none(alternatives, "anyOf", value, place, check);
    }

    private static boolean one(List<Schema> alternatives, Json value, Place place, Seen seen, Check check) {
        boolean one = false;
        for (Schema alternative : alternatives) {
            Seen branch = seen.branch();
            if (check.tries(alternative, value, place, branch)) {
                if (one) {
                    return check.fail(place, "must match only one of the alternatives of \"oneOf\"");
                }
                seen.add(branch);
                one = true;
            }
        }
        return one || none(alternatives, "oneOf", value, place, check);
    }

    /** The types, when it is them that no alternative has. */
    private static boolean none(List<Schema> alternatives, String keyword, Json value, Place place, Check check) {
        Set<Type> types = EnumSet.noneOf(Type.class);
        alternatives.forEach(alternative -> types.addAll(alternative.types()));
        return types.isEmpty() || Type.anyHolds(types, value, check)
                ? check.fail(place, "must match one of the alternatives of \"" + keyword + "\"")
                : check.fail(place, Type.expected(types));
    }

    private static void condition(Source source, Consumer<Keyword> keywords) {
        Optional<Schema> condition = source.schema("if").map(source::inPlace);
        Optional<Schema> then = source.schema("then");
        Optional<Schema> otherwise = source.schema("else");
        if (condition.isEmpty()) {
            return;
        }
        then.ifPresent(source::inPlace);
        otherwise.ifPresent(source::inPlace);
        keywords.accept((value, place, seen, check) -> {
            Seen branch = seen.branch();
            boolean holds = check.tries(condition.get(), value, place, branch);
            if (holds) {
                seen.add(branch);
            }
            Optional<Schema> next = holds ? then : otherwise;
            return next.isEmpty() || next.get().holds(value, place, seen, check);
        });
    }
}
