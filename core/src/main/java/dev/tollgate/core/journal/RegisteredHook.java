package dev.tollgate.core.journal;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.authzen.Question;
import java.util.List;
import java.util.Optional;

/**
 * A hook whose journal is taken.
 *
 * @param publicKey Ed25519, its X.509 form in base64
 * @param agents whom it may report about, in the patterns of an {@link AccessKey}
 * @param servers of which MCP servers it may report calls
 */
public record RegisteredHook(
        String name, String publicKey, List<String> agents, List<String> servers, AccessKey.Status status) {
    private static final int LONGEST_NAME = 64;

    public RegisteredHook {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a hook's name has 1 to 64 lower-case letters, digits, '.', '_' or '-', and begins with a letter or digit");
        }
        agents = List.copyOf(agents);
        servers = List.copyOf(servers);
    }

    public static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && isLetterOrDigit(text.charAt(0))
                && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    public boolean isActive() {
        return status == AccessKey.Status.ACTIVE;
    }

    /** Whether a call is one that it may report: its scope is read as an enforcer's key is. */
    public boolean mayReport(Question call) {
        var scope = new AccessKey(
                name,
                AccessKey.Role.ENFORCER,
                agents,
                servers,
                Optional.empty(),
                AccessKey.Status.ACTIVE,
                Optional.empty());
        return call.mayBeAskedBy(new Caller(scope, Optional.empty()));
    }
}
