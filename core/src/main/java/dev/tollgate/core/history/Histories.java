package dev.tollgate.core.history;

import java.util.Optional;

/**
 * The histories that a call belongs to. An agent's own takes in everything that it did, so a session or trace that a
 * caller makes up only adds a narrower one; and nobody but agents of the same owner shares a trace.
 */
public record Histories(HistoryKey agent, Optional<HistoryKey> session, Optional<HistoryKey> trace) {

    /**
     * @param agent the verified agent's id
     * @param owner a pseudonym
     * @param session a pseudonym of what the caller calls the session; empty when it says none
     * @param trace a pseudonym of what the caller calls the trace; empty when it says none
     */
    public static Histories of(String agent, String owner, Optional<String> session, Optional<String> trace) {
        return new Histories(
                new HistoryKey("H#A#" + agent),
                session.map(name -> new HistoryKey("H#S#" + agent + "#" + name)),
                trace.map(name -> new HistoryKey("H#T#" + owner + "#" + name)));
    }
}
