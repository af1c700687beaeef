package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a list may hold. {@code items} as a list of schemas, with {@code additionalItems}, is what draft 7 calls {@code
 * prefixItems} and {@code items}.
 */
final class ListKeywords {
    /** Judges the items of a list; anything else holds. */
    @FunctionalInterface
    private interface ItemRule {
        boolean holds(List<Json> items, Place place, Seen seen, Check check);
    }

    private ListKeywords() {}

    static void read(Source source, Consumer<Keyword> keywords) {
        source.count("minItems")
                .ifPresent(least -> keywords.accept(list((items, place, seen, check) ->
                        items.size() >= least || check.fail(place, "must have at least " + least + " items"))));
        source.count("maxItems")
                .ifPresent(most -> keywords.accept(list((items, place, seen, check) ->
                        items.size() <= most || check.fail(place, "must have at most " + most + " items"))));
        if (source.flag("uniqueItems")) {
            keywords.accept(list(ListKeywords::areUnique));
        }
        items(source, keywords);
        contains(source, keywords);
    }

    static void readRest(Source source, Consumer<Keyword> keywords) {
        source.schema("unevaluatedItems")
                .ifPresent(rest -> keywords.accept(list((items, place, seen, check) -> {
                    for (int i = 0; i < items.size(); i++) {
                        if (!seen.hasItem(i) && !rest.holds(items.get(i), place.item(i), Seen.nothing(), check)) {
                            return false;
                        }
                    }
                    seen.allItems();
                    return true;
                })));
    }

    private static void items(Source source, Consumer<Keyword> keywords) {
        boolean firstOnes =
                source.get("items").filter(Json.Arr.class::isInstance).isPresent();
        List<Schema> front = source.schemas(firstOnes ? "items" : "prefixItems");
        Optional<Schema> rest = source.schema(firstOnes ? "additionalItems" : "items");
        if (!front.isEmpty() || rest.isPresent()) {
            keywords.accept(list((items, place, seen, check) -> items(front, rest, items, place, seen, check)));
        }
    }

    private static boolean items(
            List<Schema> front, Optional<Schema> rest, List<Json> items, Place place, Seen seen, Check check) {
        int judged = rest.isPresent() ? items.size() : Math.min(front.size(), items.size());
        if (rest.isPresent() && rest.get().isNever() && items.size() > front.size()) {
            return check.fail(place, "must have at most " + front.size() + " items");
        }
        for (int i = 0; i < judged; i++) {
            Schema schema = i < front.size() ? front.get(i) : rest.orElseThrow();
            if (!schema.holds(items.get(i), place.item(i), Seen.nothing(), check)) {
                return false;
            }
            seen.item(i);
        }
        return true;
    }

    private static void contains(Source source, Consumer<Keyword> keywords) {
        Optional<Integer> minContains = source.count("minContains");
        Optional<Integer> maxContains = source.count("maxContains");
        Optional<Schema> contains = source.schema("contains");
        if (contains.isEmpty()) {
            return;
        }
        int least = minContains.orElse(1);
        int most = maxContains.orElse(Integer.MAX_VALUE);
        Schema schema = contains.get();
        keywords.accept(list((items, place, seen, check) -> {
            int count = 0;
            for (int i = 0; i < items.size(); i++) {
                if (check.tries(schema, items.get(i), place.item(i), Seen.nothing())) {
                    count++;
                    seen.item(i);
                }
            }
            if (count < least) {
                return check.fail(place, "must have at least " + least + " of the items that \"contains\" describes");
            }
            return count <= most
                    || check.fail(place, "must have at most " + most + " of the items that \"contains\" describes");
        }));
    }

    private static boolean areUnique(List<Json> items, Place place, Seen seen, Check check) {
        var texts = new HashSet<String>();
        for (int i = 0; i < items.size(); i++) {
            Optional<String> text = EqualText.of(items.get(i), check);
            if (text.isEmpty()) {
                return false;
            }
            if (!texts.add(text.get())) {
                return check.fail(place.item(i), "must not be the same as an item before it");
            }
        }
        return true;
    }

    private static Keyword list(ItemRule rule) {
        return (value, place, seen, check) ->
                !(value instanceof Json.Arr(List<Json> items)) || rule.holds(items, place, seen, check);
    }
}
