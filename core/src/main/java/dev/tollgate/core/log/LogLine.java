package dev.tollgate.core.log;

import dev.tollgate.core.RequestMark;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of a log. {@code timestamp} and {@code level} are what Lambda filters by ("Working with Lambda function logs");
 * {@code request}, {@code called}, {@code decision} and {@code trace} stand there where they are known.
 */
public final class LogLine {
    private static final int LONGEST_MESSAGE = 4_096;
    private static final int MOST_CAUSES = 4;
    private static final int MOST_FRAMES = 12;

    private LogLine() {}

    /** The levels of Lambda that we use. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /**
     * @param thrown its class, its causes' and where they came from are told; never their messages, which may quote input
     * @return JSON, without a line end: whatever the message holds can neither end the line nor steer a terminal
     */
    public static String of(
            Instant at,
            Level level,
            String logger,
            String message,
            Optional<Throwable> thrown,
            Optional<RequestMark> mark) {
        var line = Json.object()
                .put("timestamp", at.toString())
                .put("level", level.name())
                .put("logger", logger)
                .put("message", bounded(message));
        mark.ifPresent(of -> line.put("request", of.request())
                .put("called", of.called())
                .put("decision", of.decision())
                .put("trace", of.trace()));
        thrown.ifPresent(failure -> line.put("error", Json.texts(told(failure))));
        return JsonText.write(line.build());
    }

    private static String bounded(String message) {
        String part = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
        var visible = new StringBuilder(part.length());
        part.codePoints().forEach(c -> visible.appendCodePoint(isHarmless(c) ? c : '\uFFFD'));
        return visible.toString();
    }

    /** JSON escapes what is below the space; this is what it leaves: C1 controls, line ends of Unicode, half pairs. */
    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c < 0x20;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT, Character.SURROGATE ->
                false;
            default -> true;
        };
    }

    private static List<String> told(Throwable failure) {
        var told = new ArrayList<String>();
        Throwable each = failure;
        for (int i = 0; each != null && i < MOST_CAUSES; i++) {
            told.add(each.getClass().getName());
            Arrays.stream(each.getStackTrace()).limit(MOST_FRAMES).forEach(frame -> told.add("at " + frame));
            each = each.getCause();
        }
        return told;
    }
}
