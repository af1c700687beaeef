package dev.tollgate.cli.diff;

import dev.tollgate.core.policy.Bundle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One difference between two bundles.
 *
 * @param place from the document inwards; a whole document, tool or rule that only one of them has is one difference
 * @param before what the first one says; empty when it says nothing
 * @param after what the second one says; empty when it says nothing
 */
public record Difference(List<String> place, Optional<String> before, Optional<String> after) {
    private static final String WHOLE = "";
    private static final int LONGEST = 160;

    public Difference {
        place = List.copyOf(place);
    }

    /** In the order of documents and their parts. */
    public static List<Difference> between(Bundle before, Bundle after) {
        Map<List<String>, String> old = BundleLines.of(before);
        Map<List<String>, String> young = BundleLines.of(after);
        Set<List<String>> outersOfOld = outers(old.keySet());
        Set<List<String>> outersOfYoung = outers(young.keySet());
        var differences = new TreeMap<String, Difference>();
        old.forEach((place, line) -> {
            String now = young.get(place);
            if (now == null) {
                Difference gone = new Difference(part(place, outersOfYoung), Optional.of(WHOLE), Optional.empty());
                put(
                        differences,
                        gone.place().equals(place) ? new Difference(place, Optional.of(line), Optional.empty()) : gone);
            } else if (!now.equals(line)) {
                put(differences, new Difference(place, Optional.of(line), Optional.of(now)));
            }
        });
        young.forEach((place, line) -> {
            if (!old.containsKey(place)) {
                Difference added = new Difference(part(place, outersOfOld), Optional.empty(), Optional.of(WHOLE));
                put(
                        differences,
                        added.place().equals(place)
                                ? new Difference(place, Optional.empty(), Optional.of(line))
                                : added);
            }
        });
        return new ArrayList<>(differences.values());
    }

    private static void put(Map<String, Difference> differences, Difference difference) {
        differences.putIfAbsent(String.join("\u0000", difference.place()), difference);
    }

    /** The outermost part of the place that the other bundle has nothing of. */
    private static List<String> part(List<String> place, Set<List<String>> other) {
        for (int length = 1; length < place.size(); length++) {
            List<String> outer = place.subList(0, length);
            if (!other.contains(outer)) {
                return outer;
            }
        }
        return place;
    }

    /** Everything that the places are within. */
    private static Set<List<String>> outers(Set<List<String>> places) {
        var outers = new HashSet<List<String>>();
        for (List<String> place : places) {
            for (int length = 1; length < place.size(); length++) {
                outers.add(place.subList(0, length));
            }
        }
        return outers;
    }

    /** {@code +} for what is new, {@code -} for what is gone, {@code ~} for what changed. */
    public String sign() {
        return before.isEmpty() ? "+" : after.isEmpty() ? "-" : "~";
    }

    /** On one line; of long values, the beginning. */
    public String text() {
        String where = sign() + " " + String.join(", ", place);
        if (before.isPresent() && after.isPresent()) {
            return where + ": " + shortened(before.get()) + " -> " + shortened(after.get());
        }
        String what = shortened(before.or(() -> after).orElse(WHOLE));
        return what.isEmpty() ? where : where + ": " + what;
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, value.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
