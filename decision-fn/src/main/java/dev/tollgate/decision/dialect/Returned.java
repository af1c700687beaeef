package dev.tollgate.decision.dialect;

import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.hook.ToolName;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a tool answered, as a runtime tells that asks and hands in at one place.
 *
 * @param agent as the runtime says; empty when only its key tells
 * @param tool as the runtime says, for the record of an answer that has no decision
 * @param call by which the decision is found; empty when the runtime does not say
 * @param session as the runtime says
 * @param status how the call ended: {@code ok}, {@code error} or {@code timeout}
 * @param answer JSON
 */
public record Returned(
        Optional<String> agent,
        ToolName tool,
        Optional<CallName> call,
        Optional<String> session,
        String status,
        OptionalLong durationMs,
        byte[] answer) {}
