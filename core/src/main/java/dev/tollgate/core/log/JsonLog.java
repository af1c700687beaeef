package dev.tollgate.core.log;

import dev.tollgate.core.RequestMark;
import java.util.Optional;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;

/** Has everything that a function logs written as {@link LogLine}s. */
public final class JsonLog extends ExtFormatter {
    private static final int ERROR = 1000;
    private static final int WARN = 900;
    private static final int INFO = 800;

    private JsonLog() {}

    /** What is logged before is written as Quarkus writes it. */
    public static void begin() {
        var form = new JsonLog();
        for (Handler handler : LogContext.getLogContext().getLogger("").getHandlers()) {
            shape(handler, form);
        }
    }

    private static void shape(Handler handler, JsonLog form) {
        handler.setFormatter(form);
        if (handler instanceof ExtHandler several) {
            for (Handler inner : several.getHandlers()) {
                shape(inner, form);
            }
        }
    }

    @Override
    public String format(ExtLogRecord record) {
        String logger = record.getLoggerName() == null ? "" : record.getLoggerName();
        String message = record.getMessage() == null ? "" : formatMessage(record);
        return LogLine.of(
                        record.getInstant(),
                        level(record.getLevel().intValue()),
                        logger,
                        message,
                        Optional.ofNullable(record.getThrown()),
                        RequestMark.current())
                + "\n";
    }

    private static LogLine.Level level(int value) {
        if (value >= ERROR) {
            return LogLine.Level.ERROR;
        }
        if (value >= WARN) {
            return LogLine.Level.WARN;
        }
        return value >= INFO ? LogLine.Level.INFO : LogLine.Level.DEBUG;
    }
}
