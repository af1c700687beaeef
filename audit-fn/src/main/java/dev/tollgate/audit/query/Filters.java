package dev.tollgate.audit.query;

import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.IndexKeys.Flag;
import dev.tollgate.core.record.IndexKeys.Index;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.RecordQuery;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What records must have, as the caller says it. */
record Filters(SortedMap<String, String> texts) {
    static final List<String> NAMES =
            List.of("agent", "effect", "kind", "reason", "server", "session", "tool", "trace");

    /** In records, what only a caller says is a pseudonym. Whoever looks for it may give either. */
    private static final Set<String> MAY_BE_PSEUDONYMS = Set.of("server", "session", "tool", "trace");

    private static final List<String> EFFECTS = List.of("allow", "throttle", "deny");
    private static final List<String> KINDS =
            Arrays.stream(Draft.Kind.values()).map(Draft.Kind::word).toList();
    private static final int LONGEST = 256;

    static Filters read(Map<String, String> query) throws ProblemException {
        var texts = new TreeMap<String, String>();
        for (String name : NAMES) {
            String text = query.get(name);
            if (text != null) {
                texts.put(name, checked(name, text));
            }
        }
        return new Filters(texts);
    }

    private static String checked(String name, String text) throws ProblemException {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw wrong(name, "1 to " + LONGEST + " letters");
        }
        if (name.equals("effect") && !EFFECTS.contains(text)) {
            throw wrong(name, "one of " + String.join(", ", EFFECTS));
        }
        if (name.equals("kind") && !KINDS.contains(text)) {
            throw wrong(name, "one of " + String.join(", ", KINDS));
        }
        return text;
    }

    /** The search for them: by agent, else by tool, else by what records are flagged for; never over the whole table. */
    RecordQuery query(Instant from, Instant to, Pseudonyms pseudonyms) throws ProblemException {
        if (texts.containsKey("agent")) {
            return query(Index.BY_AGENT, List.of(texts.get("agent")), from, to, pseudonyms);
        }
        if (texts.containsKey("tool")) {
            List<String> names = List.copyOf(wanted("tool", pseudonyms));
            return query(Index.BY_TOOL, names, from, to, pseudonyms);
        }
        Flag flag = flag().orElseThrow(() -> new ProblemException(
                Problem.badRequest("Give at least one of: 'agent'; 'tool'; 'effect' deny or throttle; 'kind' security, "
                        + "approval, admin or read. Other filters narrow these; alone they would search everything.")));
        return query(Index.FLAGGED, List.of(flag.word()), from, to, pseudonyms);
    }

    private Optional<Flag> flag() {
        return Optional.ofNullable(texts.get("kind"))
                .flatMap(Flag::ofKind)
                .or(() -> Optional.ofNullable(texts.get("effect")).flatMap(Flag::ofEffect));
    }

    private RecordQuery query(Index index, List<String> names, Instant from, Instant to, Pseudonyms pseudonyms) {
        var members = new HashMap<String, Set<String>>();
        for (String name : texts.keySet()) {
            members.put(name, wanted(name, pseudonyms));
        }
        switch (index) {
            case BY_AGENT -> members.remove("agent");
            case BY_TOOL -> members.remove("tool");
            case FLAGGED -> {
                // A kind that is flagged comes before an effect, so both are looked at.
            }
        }
        return new RecordQuery(index, names, from, to, members);
    }

    private Set<String> wanted(String name, Pseudonyms pseudonyms) {
        String text = texts.get(name);
        return MAY_BE_PSEUDONYMS.contains(name) ? Set.of(text, pseudonyms.of(name, text)) : Set.of(text);
    }

    /** The same text for the same filters. */
    String canonical() {
        var members = Json.object();
        texts.forEach(members::put);
        return CanonicalJson.RFC_8785.text(members.build());
    }

    static ProblemException wrong(String name, String expected) {
        return new ProblemException(Problem.badRequest("'" + name + "': expected " + expected + "."));
    }
}
