package dev.tollgate.decision.dialect;

import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * One call of a tool, as a runtime asks about it.
 *
 * @param hook which one, for the record
 * @param agent as the runtime says; empty when only its key tells
 * @param supported the obligations that the runtime obeys when it is answered in its dialect
 * @param name by which the event after the call finds the decision; empty when there is none
 */
public record Asked(
        String hook,
        Optional<String> agent,
        ToolName tool,
        Optional<Json.Obj> arguments,
        Optional<String> session,
        List<String> supported,
        Optional<CallName> name) {
    public Asked {
        supported = List.copyOf(supported);
    }
}
