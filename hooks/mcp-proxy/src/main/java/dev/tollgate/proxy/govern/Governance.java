package dev.tollgate.proxy.govern;

import dev.tollgate.hook.Tollgate;
import java.time.Duration;
import java.util.Optional;

/**
 * As whom the proxy asks, and how it refuses.
 *
 * @param agent on whose behalf it asks, by its id in Tollgate's registry
 * @param server the MCP server's name in the catalogue
 * @param sessionId what groups the calls of one conversation
 * @param refusal how a call of a tool is refused
 * @param waitUpTo how long a call that is throttled waits for its turn
 * @param callTimeout after which a call without an answer is given up
 * @param mostInFlight requests of one client that wait for an answer at the same time
 */
public record Governance(
        Tollgate tollgate,
        String agent,
        String server,
        Optional<String> sessionId,
        Refusal refusal,
        Duration waitUpTo,
        Duration callTimeout,
        int mostInFlight) {

    public enum Refusal {
        /** A tool's result that says so, so that the model can adapt. */
        RESULT,
        /** A JSON-RPC error. */
        ERROR
    }

    public Governance withSession(String id) {
        return new Governance(tollgate, agent, server, Optional.of(id), refusal, waitUpTo, callTimeout, mostInFlight);
    }
}
