package dev.tollgate.redaction.dialect;

import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.hook.ToolName;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A tool's answer, as a runtime hands it in after a call.
 *
 * @param agent as the runtime says; empty when only its key tells
 * @param tool as the runtime says, for the record of an answer that has no decision; empty when it says none
 * @param call by which the decision is found; empty when nothing leads to it
 * @param session as the runtime says
 * @param status how the call ended: {@code ok} or {@code error}
 * @param body what the answer stands in, whole
 * @param from the first byte of the answer, which is JSON
 * @param to the byte after it
 */
public record Handed(
        Optional<String> agent,
        Optional<ToolName> tool,
        Optional<CallName> call,
        Optional<String> session,
        String status,
        OptionalLong durationMs,
        byte[] body,
        int from,
        int to) {}
