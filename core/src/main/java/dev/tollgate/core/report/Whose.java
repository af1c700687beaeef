package dev.tollgate.core.report;

import dev.tollgate.core.record.Pseudonyms;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose trail is asked for.
 *
 * @param session as records have it, or as the hook sent it
 * @param trace as records have it, or as the hook sent it
 */
public record Whose(Optional<String> agent, Optional<String> session, Optional<String> trace) {
    public static final Whose NOBODY = new Whose(Optional.empty(), Optional.empty(), Optional.empty());

    /** As records have it: what a session or trace is called there is a pseudonym. */
    SortedMap<String, String> onRecord(Pseudonyms pseudonyms) {
        var names = new TreeMap<String, String>();
        agent.ifPresent(id -> names.put("agent", id));
        session.ifPresent(id -> names.put("session", pseudonym("session", id, pseudonyms)));
        trace.ifPresent(id -> names.put("trace", pseudonym("trace", id, pseudonyms)));
        return names;
    }

    private static String pseudonym(String what, String text, Pseudonyms pseudonyms) {
        return text.startsWith("p.") ? text : pseudonyms.of(what, text);
    }

    public boolean isNobody() {
        return equals(NOBODY);
    }
}
