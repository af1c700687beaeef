package dev.tollgate.local.dynamodb;

import dev.tollgate.local.Console;
import java.time.Duration;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What SQLite, in which DynamoDB Local keeps tables, has to say: warnings only, and of a disk that takes nothing one line
 * a minute in place of a stack trace for each write.
 */
final class SqliteLog implements Filter {
    private static final Duration SAID_EACH = Duration.ofMinutes(1);

    /**
     * What SQLite says of a disk that takes nothing (its result codes FULL, IOERR, CANTOPEN), or DynamoDB Local gets to
     * know of it: SQLite has given the transaction up by itself then, and there is nothing left to roll back.
     */
    private static final List<String> DISK_TAKES_NOTHING = List.of(
            "[database or disk is full]",
            "[disk I/O error]",
            "[unable to open database file]",
            "cannot rollback - no transaction is active");

    private final String place;
    private final Console console;
    private boolean hasSaid;
    private long saidAtNanos;

    private SqliteLog(String place, Console console) {
        this.place = place;
        this.console = console;
    }

    /**
     * @param place where the tables are
     * @return the logger, which somebody has to hold: the JDK forgets others, and their filters
     */
    static Logger over(String place, Console console) {
        Logger logger = Logger.getLogger("com.almworks.sqlite4java");
        // Not by its level: DynamoDB Local sets that.
        logger.setFilter(new SqliteLog(place, console));
        return logger;
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record.getThrown() != null && isOfTheDisk(record.getThrown())) {
            say();
            return false;
        }
        return record.getLevel().intValue() >= Level.WARNING.intValue();
    }

    private static boolean isOfTheDisk(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return DISK_TAKES_NOTHING.stream().anyMatch(message::contains);
    }

    private synchronized void say() {
        long now = System.nanoTime();
        if (hasSaid && now - saidAtNanos < SAID_EACH.toNanos()) {
            return;
        }
        hasSaid = true;
        saidAtNanos = now;
        console.line("DynamoDB Local cannot write to " + place
                + ": its disk is full, or fails. Calls are denied until there is room");
    }
}
