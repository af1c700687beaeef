package dev.tollgate.audit.query;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.IndexKeys.Flag;
import dev.tollgate.core.record.IndexKeys.Index;
import dev.tollgate.core.record.IndexKeys.Part;
import dev.tollgate.core.record.Participants;
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
            List.of("agent", "effect", "flagged", "kind", "label", "reason", "server", "session", "tool", "trace");

    /** In records, what only a caller says is a pseudonym. Whoever looks for it may give either. */
    private static final Set<String> MAY_BE_PSEUDONYMS = Set.of("server", "session", "tool", "trace");

    private static final List<String> EFFECTS = List.of("allow", "throttle", "deny");
    private static final List<String> KINDS =
            Arrays.stream(Draft.Kind.values()).map(Draft.Kind::word).toList();
    private static final int LONGEST = 256;

    /** Each is searched in the shards of a day, side by side. */
    private static final int MOST_AGENTS = 10;

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
        if (name.equals("flagged") && !Flag.words().contains(text)) {
            throw wrong(name, "one of " + String.join(", ", Flag.words()));
        }
        return text;
    }

    /** Finds out which agents a session or a trace has. */
    @FunctionalInterface
    interface Agents {
        /** @return empty when there are too many to look under */
        Optional<Participants.Found> of(Part part, Set<String> names) throws StoreException;
    }

    /**
     * The search for them: by the first that is given of a flag, agent, tool, kind or effect that is flagged, session,
     * trace, label; never over the whole table.
     *
     * @return empty when nothing can be found
     */
    Optional<RecordQuery> query(Instant from, Instant to, Pseudonyms pseudonyms, Agents agents)
            throws ProblemException, StoreException {
        if (texts.containsKey("flagged")) {
            return query(Index.FLAGGED, List.of(texts.get("flagged")), from, to, pseudonyms);
        }
        if (texts.containsKey("agent")) {
            return query(Index.BY_AGENT, List.of(texts.get("agent")), from, to, pseudonyms);
        }
        if (texts.containsKey("tool")) {
            return query(Index.BY_TOOL, List.copyOf(wanted("tool", pseudonyms)), from, to, pseudonyms);
        }
        Optional<Flag> flag = flag();
        if (flag.isPresent()) {
            return query(Index.FLAGGED, List.of(flag.get().word()), from, to, pseudonyms);
        }
        for (Part part : Part.values()) {
            if (texts.containsKey(part.word())) {
                Participants.Found found = agents(part, pseudonyms, agents);
                return query(Index.BY_AGENT, found.agents(), found.from(), found.to(), pseudonyms);
            }
        }
        if (texts.containsKey("label")) {
            return query(Index.FLAGGED, List.of(Flag.FOUND.word()), from, to, pseudonyms);
        }
        throw new ProblemException(Problem.badRequest("Give at least one of: 'agent'; 'tool'; 'session'; 'trace'; "
                + "'label'; 'flagged'; 'effect' deny or throttle; 'kind' security, approval, admin, read or observed. Other "
                + "filters narrow these; alone they would search everything."));
    }

    private Participants.Found agents(Part part, Pseudonyms pseudonyms, Agents agents)
            throws ProblemException, StoreException {
        return agents.of(part, wanted(part.word(), pseudonyms))
                .filter(found -> found.agents().size() <= MOST_AGENTS)
                .orElseThrow(() -> new ProblemException(Problem.badRequest("'" + part.word() + "': it has more than "
                        + MOST_AGENTS + " agents or goes on for too long. Give 'agent' too, or a shorter time.")));
    }

    private Optional<Flag> flag() {
        return Optional.ofNullable(texts.get("kind"))
                .flatMap(Flag::ofKind)
                .or(() -> Optional.ofNullable(texts.get("effect")).flatMap(Flag::ofEffect));
    }

    private Optional<RecordQuery> query(
            Index index, List<String> names, Instant from, Instant to, Pseudonyms pseudonyms) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        var members = new HashMap<String, Set<String>>();
        for (String name : texts.keySet()) {
            members.put(name.equals("label") ? "labels" : name, wanted(name, pseudonyms));
        }
        // What chooses the index is not looked at again. A kind comes before an effect, so of these both are.
        members.remove("flagged");
        if (index == Index.BY_AGENT) {
            members.remove("agent");
        } else if (index == Index.BY_TOOL) {
            members.remove("tool");
        }
        return Optional.of(new RecordQuery(index, names, from, to, members));
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
