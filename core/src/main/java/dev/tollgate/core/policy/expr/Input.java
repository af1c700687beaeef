package dev.tollgate.core.policy.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What conditions may read: the one list of all variables. */
public enum Input {
    SUBJECT("subject", Origin.REGISTRY),
    ACTION("action", Origin.CALLER),
    RESOURCE("resource", Origin.CALLER),
    CONTEXT("context", Origin.CALLER),
    TOOL("tool", Origin.REGISTRY),
    ARGS("args", Origin.CALLER),
    SQL("sql", Origin.CALLER),
    URLS("urls", Origin.CALLER),
    HOSTS("hosts", Origin.CALLER),
    PATHS("paths", Origin.CALLER),
    FINDINGS("findings", Origin.CALLER),
    HISTORY("history", Origin.REGISTRY),
    POSTURE("posture", Origin.REGISTRY),
    NOW("now", Origin.REGISTRY),
    DATA("data", Origin.REGISTRY);

    /** The names in conditions, in the order in which messages list them. */
    public static final List<String> NAMES =
            Arrays.stream(values()).map(Input::word).toList();

    /** Whose words are in a variable: an explanation shows values of Tollgate's own only. */
    enum Origin {
        CALLER,
        REGISTRY
    }

    private final String word;
    private final Origin origin;

    Input(String word, Origin origin) {
        this.word = word;
        this.origin = origin;
    }

    /** The name in conditions. */
    public String word() {
        return word;
    }

    boolean isFromCaller() {
        return origin == Origin.CALLER;
    }

    public static Optional<Input> ofWord(String word) {
        for (Input input : values()) {
            if (input.word.equals(word)) {
                return Optional.of(input);
            }
        }
        return Optional.empty();
    }
}
