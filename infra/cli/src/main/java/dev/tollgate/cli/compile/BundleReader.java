package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.Bundle.Settings;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Retention;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what is said once for a whole bundle. */
final class BundleReader {
    private static final Map<String, Mode> MODE = Words.of(Mode.class, Mode::word);
    private static final Map<String, Boolean> DEFAULT = Words.of("deny", false, "allow", true);
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);

    private BundleReader() {}

    static Settings settings(Document document) {
        return document.fields(Shape.BUNDLE).map(BundleReader::settings).orElse(Settings.DEFAULT);
    }

    private static Settings settings(Fields fields) {
        return new Settings(
                bundleMode(fields),
                fields.optional("budget")
                        .flatMap(value -> value.integer(Settings.LEAST_BUDGET, Settings.MOST_BUDGET))
                        .orElse(Settings.DEFAULT.budget()),
                fields.optional("history")
                        .flatMap(history -> history.fields(Shape.HISTORY))
                        .flatMap(history -> history.required("window", "how long history counts, such as 15m"))
                        .flatMap(window -> window.duration(SHORTEST_WINDOW, Settings.LONGEST_HISTORY, "1s to 24h"))
                        .orElse(Settings.DEFAULT.historyWindow()),
                retention(fields),
                WatchingReader.read(fields));
    }

    private static Retention retention(Fields fields) {
        var ofKinds = new HashMap<String, Duration>();
        fields.optional("retentions")
                .flatMap(value -> value.fields(Shape.RETENTIONS))
                .ifPresent(kinds -> Retention.KINDS.forEach(kind -> kinds.optional(kind)
                        .flatMap(BundleReader::retention)
                        .ifPresent(time -> ofKinds.put(kind, time))));
        Duration usual = fields.optional("retention")
                .flatMap(BundleReader::retention)
                .orElse(Settings.DEFAULT.retention().usual());
        return new Retention(usual, ofKinds);
    }

    private static Optional<Duration> retention(Value value) {
        return value.duration(SHORTEST_RETENTION, Retention.LONGEST, "1d to 3660d");
    }

    /** A bundle that only monitors allows what it does not know; one that enforces never does. */
    private static Mode bundleMode(Fields fields) {
        Mode mode = mode(fields);
        Optional<Value> written = fields.optional("default");
        boolean allows = written.flatMap(value -> value.oneOf(DEFAULT)).orElse(false);
        if (allows && mode == Mode.ENFORCE) {
            written.orElseThrow().problem("'default: allow' is only for 'mode: monitor' (expected deny)");
        }
        if (!allows && mode == Mode.MONITOR) {
            fields.problem(
                    "mode",
                    "'mode: monitor' denies nothing and says so with 'default: allow' (expected both, or neither)");
        }
        return mode;
    }

    static Mode mode(Fields fields) {
        return fields.optional("mode").flatMap(value -> value.oneOf(MODE)).orElse(Mode.ENFORCE);
    }
}
