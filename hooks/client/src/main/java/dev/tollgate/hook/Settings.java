package dev.tollgate.hook;

import dev.tollgate.hook.journal.Journal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where Tollgate is, and what this hook can do.
 *
 * @param hook what records call it, such as {@code mcp-proxy/1.0}
 * @param supportedObligations what the program around this client really does; {@code redact} and {@code cap_response} hold
 *     when every answer goes through {@link Tollgate#redact}
 * @param decisionTimeout after it, no answer is a refusal
 * @param redactionTimeout after it, an answer is held back
 * @param journal where calls are noted that went on without an answer; without one, none goes on
 */
public record Settings(
        URI url,
        AccessKey key,
        String hook,
        List<String> supportedObligations,
        Duration decisionTimeout,
        Duration redactionTimeout,
        Optional<Journal> journal) {
    private static final Duration DECISION = Duration.ofSeconds(3);
    private static final Duration REDACTION = Duration.ofSeconds(6);

    public Settings {
        supportedObligations = List.copyOf(supportedObligations);
        boolean http = "http".equals(url.getScheme());
        if (!http && !"https".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("Tollgate's address is an http or https URL");
        }
        if (http && !isOfThisMachine(url.getHost())) {
            throw new IllegalArgumentException("a key is sent over https only, or to this machine");
        }
    }

    /** For a program that does all obligations, as {@link Tollgate#guard} does. */
    public static Settings of(URI url, AccessKey key, String hook) {
        return new Settings(
                url,
                key,
                hook,
                List.of("cap_response", "redact", "rewrite_arguments", "warn"),
                DECISION,
                REDACTION,
                Optional.empty());
    }

    public Settings withJournal(Journal notes) {
        return new Settings(
                url, key, hook, supportedObligations, decisionTimeout, redactionTimeout, Optional.of(notes));
    }

    public Settings withTimeouts(Duration ofDecisions, Duration ofRedactions) {
        return new Settings(url, key, hook, supportedObligations, ofDecisions, ofRedactions, journal);
    }

    private static boolean isOfThisMachine(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }
}
