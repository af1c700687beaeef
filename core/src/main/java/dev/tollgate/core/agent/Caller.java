package dev.tollgate.core.agent;

import dev.tollgate.core.policy.Glob;
import java.util.List;
import java.util.Optional;

/**
 * Who asks, after the key was verified.
 *
 * @param acr the authentication context class that the verified identity has (RFC 9470); one of Tollgate's own keys has
 *     none
 */
public record Caller(AccessKey key, Optional<String> acr) {

    public AccessKey.Role role() {
        return key.role();
    }

    /** Whether this caller may ask about this subject. */
    public boolean mayAskAbout(String subjectType, String subjectId) {
        return key.agents().stream().anyMatch(pattern -> matchesSubject(pattern, subjectType, subjectId));
    }

    /** Whether this caller may ask about tools of this server. */
    public boolean mayAskForServer(String server) {
        return matchesAny(key.servers(), server);
    }

    private static boolean matchesSubject(String pattern, String type, String id) {
        if (pattern.equals("*")) {
            return true;
        }
        int colon = pattern.indexOf(':');
        if (colon < 0) {
            return type.equals("agent") && new Glob(pattern).matches(id);
        }
        String typePattern = pattern.substring(0, colon);
        String idPattern = pattern.substring(colon + 1);
        return !typePattern.isEmpty()
                && !idPattern.isEmpty()
                && new Glob(typePattern).matches(type)
                && new Glob(idPattern).matches(id);
    }

    private static boolean matchesAny(List<String> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> !pattern.isEmpty() && new Glob(pattern).matches(text));
    }
}
