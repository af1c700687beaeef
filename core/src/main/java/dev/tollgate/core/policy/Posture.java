package dev.tollgate.core.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an operator has put in force over all policies, mildest first. */
public enum Posture {
    NORMAL,
    /** Only what does nothing but read goes on. */
    READ_ONLY,
    /** Nothing goes on. */
    LOCKDOWN;

    private static final List<String> ONLY_READING = List.of("read");

    /** What MCP has beside tools, and what only looks at it. */
    private static final Set<String> READING_ACTIONS = Set.of(
            "resources/read",
            "resources/list",
            "resources/templates/list",
            "prompts/get",
            "prompts/list",
            "tools/list");

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in conditions, commands and records. */
    public String word() {
        return word;
    }

    public static Optional<Posture> ofWord(String word) {
        return Arrays.stream(values())
                .filter(posture -> posture.word.equals(word))
                .findFirst();
    }

    /** Whether the call does nothing but read. */
    static boolean onlyReads(Call call) {
        return call.tool()
                .map(tool -> tool.entry().traits().equals(ONLY_READING))
                .orElseGet(() -> READING_ACTIONS.contains(call.action().name()));
    }
}
