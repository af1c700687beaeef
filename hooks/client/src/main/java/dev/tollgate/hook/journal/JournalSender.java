package dev.tollgate.hook.journal;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonText;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sends a journal when there is something in it, in a thread of its own, until all of it was received. */
public final class JournalSender implements AutoCloseable {
    private static final Logger LOG = System.getLogger(JournalSender.class.getName());
    private static final long FIRST_WAIT_MS = 1_000;
    private static final long LONGEST_WAIT_MS = 60_000;

    private final Journal journal;
    private final Api api;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private volatile boolean isClosed;

    /** Posts to {@code /v1/audit/journal}. */
    @FunctionalInterface
    public interface Api {
        Reply post(byte[] body) throws IOException;
    }

    public record Reply(int status, byte[] body) {}

    private JournalSender(Journal journal, Api api) {
        this.journal = journal;
        this.api = api;
        this.thread = Thread.ofVirtual().name("tollgate journal").unstarted(this::run);
    }

    public static JournalSender start(Journal journal, Api api) {
        var sender = new JournalSender(journal, api);
        sender.thread.start();
        return sender;
    }

    /** There is something to send. */
    public void wake() {
        news.release();
    }

    private void run() {
        long waitMs = FIRST_WAIT_MS;
        while (!isClosed) {
            boolean isDone = !journal.hasSomethingToSend() || sendNext();
            try {
                if (!journal.hasSomethingToSend()) {
                    waitMs = FIRST_WAIT_MS;
                    news.acquire();
                    news.drainPermits();
                } else if (!isDone) {
                    TimeUnit.MILLISECONDS.sleep(waitMs);
                    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
                }
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    private boolean sendNext() {
        try {
            Reply reply = api.post(journal.next());
            return switch (reply.status()) {
                case 200 -> {
                    Json.Obj body = JsonText.readObject(reply.body());
                    journal.received(
                            body.integer("received_to").orElse(0L),
                            body.text("hash").orElse(""));
                    yield true;
                }
                case 403, 409 -> {
                    LOG.log(
                            Level.ERROR,
                            "the journal is refused (status {0}): no call goes on without an answer any more, and {1} "
                                    + "calls are not reported",
                            reply.status(),
                            journal.unreported());
                    journal.isRefused();
                    yield false;
                }
                default -> false;
            };
        } catch (IOException | JsonException away) {
            LOG.log(Level.DEBUG, "the journal could not be sent: {0}", away.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            journal.close();
        } catch (IOException nothingLeftToDo) {
            LOG.log(Level.DEBUG, "the journal's file could not be closed");
        }
    }
}
