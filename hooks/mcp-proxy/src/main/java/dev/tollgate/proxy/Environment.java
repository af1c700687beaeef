package dev.tollgate.proxy;

import dev.tollgate.hook.AccessKey;
import dev.tollgate.hook.Settings;
import dev.tollgate.hook.journal.HookKey;
import dev.tollgate.hook.journal.Journal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Variables from the environment, or from a file of {@code NAME=value} lines; the environment comes first. */
record Environment(Map<String, String> variables) {
    private static final long MOST_BYTES = 100_000;

    static Environment of(Map<String, String> environment, Optional<Path> file) throws UsageException {
        var variables = new HashMap<String, String>();
        if (file.isPresent()) {
            variables.putAll(lines(file.get()));
        }
        variables.putAll(environment);
        return new Environment(variables);
    }

    private static Map<String, String> lines(Path file) throws UsageException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UsageException(file + " is larger than 100 KB");
            }
            var variables = new HashMap<String, String>();
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (!line.isBlank() && !line.startsWith("#") && equals > 0) {
                    variables.put(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                }
            }
            return variables;
        } catch (IOException unreadable) {
            throw new UsageException("the file " + file + " cannot be read");
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    String needed(String name, String what) throws UsageException {
        return get(name)
                .orElseThrow(() -> new UsageException("the environment variable " + name + " is needed: " + what));
    }

    Settings settings(Optional<Path> journal, String version) throws UsageException {
        String key = get("TOLLGATE_ENFORCER_KEY")
                .or(() -> get("TOLLGATE_AGENT_KEY"))
                .orElseThrow(() -> new UsageException("the environment variable TOLLGATE_ENFORCER_KEY is needed (or "
                        + "TOLLGATE_AGENT_KEY), or a file that has it: --config FILE"));
        try {
            Settings settings = Settings.of(
                    URI.create(needed("TOLLGATE_URL", "where Tollgate is")), AccessKey.of(key), "mcp-proxy/" + version);
            return journal.isEmpty() ? settings : settings.withJournal(journal(journal.get()));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(wrong.getMessage());
        }
    }

    private Journal journal(Path file) throws UsageException {
        String hook = needed("TOLLGATE_HOOK", "the name that this proxy's journal is registered by");
        Path pem = Path.of(needed("TOLLGATE_HOOK_KEY", "the file with the hook's private key"));
        try {
            return Journal.open(file, HookKey.read(hook, pem));
        } catch (IOException unusable) {
            throw new UsageException(unusable.getMessage());
        }
    }
}
