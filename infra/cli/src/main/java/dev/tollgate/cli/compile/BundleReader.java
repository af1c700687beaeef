package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.Bundle.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads what is said once for a whole bundle. */
final class BundleReader {
    private static final Shape SHAPE =
            Shape.of("mode", "default", "retention").later("budget", "history", "max_age", "reactions");
    private static final Map<String, String> DEFAULT = Map.of("deny", "deny");
    private static final Duration USUAL_RETENTION = Duration.ofDays(90);
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(3_660);

    private BundleReader() {}

    static Settings settings(Document document) {
        Duration retention = document.fields(SHAPE).map(BundleReader::retention).orElse(USUAL_RETENTION);
        return new Settings(
                Settings.DEFAULT.mode(), Settings.DEFAULT.budget(), Settings.DEFAULT.historyWindow(), retention);
    }

    private static Duration retention(Fields fields) {
        fields.optional("mode").ifPresent(BundleReader::onlyEnforce);
        fields.optional("default").ifPresent(BundleReader::onlyDeny);
        return fields.optional("retention").flatMap(BundleReader::retention).orElse(USUAL_RETENTION);
    }

    private static Optional<Duration> retention(Value value) {
        return value.text().flatMap(text -> {
            Optional<Duration> retention = DurationText.parse(text)
                    .filter(span -> span.compareTo(SHORTEST_RETENTION) >= 0 && span.compareTo(LONGEST_RETENTION) <= 0);
            if (retention.isEmpty()) {
                value.problem("'" + Value.shortened(text) + "' is no retention (expected 1d to 3660d)");
            }
            return retention;
        });
    }

    private static void onlyDeny(Value value) {
        if (value.text().filter("allow"::equals).isPresent()) {
            value.problem("'default: allow' needs 'mode: monitor', which is not supported yet (expected deny)");
        } else {
            value.oneOf(DEFAULT);
        }
    }

    static void onlyEnforce(Value value) {
        if (value.text().filter("monitor"::equals).isPresent()) {
            value.problem("'mode: monitor' is not supported yet (expected enforce)");
        } else {
            value.oneOf(Map.of("enforce", "enforce"));
        }
    }
}
