package dev.tollgate.core.agent;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An AI agent as the registry knows it; nothing of this is taken from a request.
 *
 * @param keyIds the agent's own live keys, oldest first, at most {@link #MOST_KEYS}
 */
public record Agent(String id, String purpose, String owner, List<String> roles, Status status, List<String> keyIds) {
    /** Two, so that a key can be replaced while the old one is still in use. */
    public static final int MOST_KEYS = 2;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    public Agent {
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "an agent's id has 1 to 64 letters, digits, '.', '_', '@' or '-', and begins with a letter or digit");
        }
        roles = List.copyOf(roles);
        keyIds = List.copyOf(keyIds);
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    public enum Status {
        ACTIVE,
        SUSPENDED
    }
}
