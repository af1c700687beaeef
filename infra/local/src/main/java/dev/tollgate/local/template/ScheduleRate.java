package dev.tollgate.local.template;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** EventBridge's {@code rate(<number> <unit>)}. */
final class ScheduleRate {
    private static final Map<String, Duration> UNITS = Map.of(
            "minute", Duration.ofMinutes(1),
            "minutes", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "hours", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "days", Duration.ofDays(1));
    private static final int MOST_DIGITS = 4;

    private ScheduleRate() {}

    static Duration read(Properties properties, String name) {
        String text = properties.requiredText(name);
        return parse(text)
                .orElseThrow(() -> new TemplateException(properties.place(name)
                        + ": the local stack understands rates only, such as rate(1 minute), not " + text));
    }

    private static Optional<Duration> parse(String text) {
        if (!text.startsWith("rate(") || !text.endsWith(")")) {
            return Optional.empty();
        }
        String[] words = text.substring("rate(".length(), text.length() - 1).split(" ", -1);
        boolean isRate = words.length == 2
                && !words[0].isEmpty()
                && words[0].length() <= MOST_DIGITS
                && words[0].chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(words[0]) > 0
                && UNITS.containsKey(words[1]);
        return isRate ? Optional.of(UNITS.get(words[1]).multipliedBy(Integer.parseInt(words[0]))) : Optional.empty();
    }
}
