package dev.tollgate.core.record;

import dev.tollgate.core.RecentMap;
import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which sessions and traces of which agents somebody wrote about lately. The first record of each says that it begins
 * one, and only such records are found by their session or trace: they tell which agents to look under. So a write unit
 * is paid for a session, and not for each of its records.
 *
 * <p>For each record that names an agent and a session there is a record of the same two, not later and less than
 * {@link #SPELL} earlier, that begins the session.
 */
final class Beginnings {
    /** After that a session that goes on begins anew, so that whoever looks for it need not look back further. */
    static final Duration SPELL = Duration.ofHours(1);

    /** What a record has that begins something: a list of what. */
    static final String MEMBER = "begins";

    static final String SESSION = "session";
    static final String TRACE = "trace";

    /** Of all that is forgotten the next record is a beginning again, which costs a write and breaks nothing. */
    private static final int MOST = 5_000;

    private final RecentMap<Part, Instant> begun = new RecentMap<>(MOST);

    private record Part(String agent, String what, String name) {}

    /** The same drafts; those that begin something say so. Nothing is remembered of them before they are written. */
    List<Draft> marked(List<Draft> drafts) {
        var marked = new ArrayList<Draft>(drafts.size());
        Map<Part, Instant> here = new HashMap<>();
        for (Draft draft : drafts) {
            List<String> begins = parts(draft).stream()
                    .filter(part -> !isFresh(begun.getOrDefault(part, Instant.MIN), draft.at())
                            && !isFresh(here.getOrDefault(part, Instant.MIN), draft.at()))
                    .map(Part::what)
                    .toList();
            parts(draft).stream()
                    .filter(part -> begins.contains(part.what()))
                    .forEach(part -> here.put(part, draft.at()));
            marked.add(begins.isEmpty() ? draft : marked(draft, begins));
        }
        return List.copyOf(marked);
    }

    /** @param marked drafts that are durable by now */
    void written(List<Draft> marked) {
        for (Draft draft : marked) {
            List<String> begins = draft.members().texts(MEMBER);
            parts(draft).stream()
                    .filter(part -> begins.contains(part.what()))
                    .forEach(part -> begun.put(part, draft.at()));
        }
    }

    /** A clock that was set back makes a beginning too. */
    private static boolean isFresh(Instant since, Instant at) {
        return !at.isBefore(since) && at.isBefore(since.plus(SPELL));
    }

    private static List<Part> parts(Draft draft) {
        Optional<String> agent = draft.members().text("agent");
        var parts = new ArrayList<Part>();
        for (String what : List.of(SESSION, TRACE)) {
            Optional<String> name = draft.members().text(what);
            if (agent.isPresent() && name.isPresent()) {
                parts.add(new Part(agent.get(), what, name.get()));
            }
        }
        return parts;
    }

    private static Draft marked(Draft draft, List<String> begins) {
        var members = Json.object();
        draft.members().members().forEach(members::put);
        return new Draft(
                draft.kind(),
                draft.at(),
                draft.expires(),
                members.put(MEMBER, Json.texts(begins)).build());
    }
}
