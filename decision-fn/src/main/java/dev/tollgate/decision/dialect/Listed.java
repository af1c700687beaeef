package dev.tollgate.decision.dialect;

import dev.tollgate.core.hook.CallName;
import java.util.List;
import java.util.Optional;

/**
 * A request for a list of tools.
 *
 * @param hook which runtime, for the record
 * @param session as the runtime says
 * @param supported the obligations that the runtime obeys: a tool whose calls need others is not shown
 * @param name by which the event after it finds what may be shown
 */
public record Listed(String hook, Optional<String> session, List<String> supported, CallName name) {
    public Listed {
        supported = List.copyOf(supported);
    }
}
