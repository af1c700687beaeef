package dev.tollgate.core.scan;

import dev.tollgate.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at everything in a JSON value: texts, numbers and the names of members. */
public final class JsonScan {
    /** Below this a finding is too often none to be acted on. */
    public static final int LEAST_CONFIDENCE = 50;

    private final Scanner scanner;

    public JsonScan(Scanner scanner) {
        this.scanner = scanner;
    }

    /**
     * How often each type was found.
     *
     * @param counts by the type, in the order of their names
     */
    public record Found(Map<String, Integer> counts, List<String> groups) {
        public static final Found NOTHING = new Found(Map.of(), List.of());

        public Found {
            counts = java.util.Collections.unmodifiableMap(new TreeMap<>(counts));
            groups = List.copyOf(groups);
        }

        /** The types, and the groups that they are of, sorted: what conditions read as {@code findings}. */
        public List<String> words() {
            var words = new TreeSet<>(counts.keySet());
            words.addAll(groups);
            return List.copyOf(words);
        }
    }

    public Found in(Json value) {
        var tally = new Tally();
        value(value, Field.NONE, tally);
        return tally.found();
    }

    private void value(Json value, Field field, Tally tally) {
        switch (value) {
            case Json.Str(String text) -> text(text, field, tally);
            case Json.Num(String text) -> text(text, field, tally);
            case Json.Arr(List<Json> items) -> items.forEach(item -> value(item, field, tally));
            case Json.Obj(Map<String, Json> members) ->
                members.forEach((name, member) -> {
                    text(name, Field.NONE, tally);
                    value(member, scanner.field(said(name, members)), tally);
                });
            case Json.Bool ignored -> {}
            case Json.Null ignored -> {}
        }
    }

    /** Of {@code {"name": "DB_PASSWORD", "value": "…"}} the value is named by what stands beside it. */
    private static String said(String name, Map<String, Json> members) {
        if (!name.equals("value")) {
            return name;
        }
        Json beside = members.getOrDefault("name", members.getOrDefault("key", Json.Null.NULL));
        return beside instanceof Json.Str(String said) ? said : name;
    }

    private void text(String text, Field field, Tally tally) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Findings findings = scanner.scan(bytes, 0, bytes.length, field);
        findings.values().forEach(tally::add);
        findings.values().forEach(value -> scanner.inside(bytes, value).forEach(tally::add));
        findings.indicators().forEach(tally::add);
    }

    private static final class Tally {
        private final Map<String, Integer> counts = new TreeMap<>();
        private final TreeSet<String> groups = new TreeSet<>();

        void add(Finding finding) {
            if (finding.confidence() >= LEAST_CONFIDENCE) {
                counts.merge(finding.type().name(), 1, Integer::sum);
                groups.add(finding.type().group().name());
            }
        }

        Found found() {
            return counts.isEmpty() ? Found.NOTHING : new Found(counts, List.copyOf(groups));
        }
    }
}
