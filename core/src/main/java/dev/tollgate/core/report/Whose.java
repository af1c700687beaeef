package dev.tollgate.core.report;

import java.util.Optional;

/**
 * Whose trail is asked for.
 *
 * @param session as records have it, or as the hook sent it
 * @param trace as records have it, or as the hook sent it
 */
public record Whose(Optional<String> agent, Optional<String> session, Optional<String> trace) {
    public static final Whose NOBODY = new Whose(Optional.empty(), Optional.empty(), Optional.empty());

    public boolean isNobody() {
        return equals(NOBODY);
    }
}
