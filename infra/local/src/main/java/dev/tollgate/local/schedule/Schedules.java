package dev.tollgate.local.schedule;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.Console;
import dev.tollgate.local.runtime.FunctionPool;
import dev.tollgate.local.runtime.Outcome;
import dev.tollgate.local.template.Schedule;
import dev.tollgate.local.template.StackTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** All functions that the template has called by the clock: at once, and then at their rate, as EventBridge does it. */
public final class Schedules implements AutoCloseable {
    private final List<Thread> clocks = new ArrayList<>();
    private final CountDownLatch begun;

    private Schedules(int count) {
        this.begun = new CountDownLatch(count);
    }

    public static Schedules start(StackTemplate template, Map<String, FunctionPool> pools, Console console) {
        var schedules = new Schedules(template.schedules().size());
        for (Schedule schedule : template.schedules()) {
            FunctionPool pool = pools.get(schedule.function());
            schedules.clocks.add(Thread.ofVirtual()
                    .name("schedule-" + schedule.id())
                    .start(() -> schedules.run(schedule, pool, console)));
            console.line("Clock calls " + schedule.function() + " every "
                    + schedule.every().toSeconds() + " s");
        }
        return schedules;
    }

    /**
     * Waits until each function has been called for the first time, which takes a new process long.
     *
     * @param atMost how long; then it goes on beside what else is asked
     */
    public void awaitFirst(Duration atMost) throws InterruptedException {
        var unused = begun.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run(Schedule schedule, FunctionPool pool, Console console) {
        try {
            while (true) {
                long before = System.nanoTime();
                // Longer than any function may take: what it says is worth waiting for.
                Outcome outcome = pool.invoke(event(schedule, InstantSource.system()), Duration.ofMinutes(16));
                if (!(outcome instanceof Outcome.Answered)) {
                    console.line("[" + schedule.id() + "] -- " + describe(outcome));
                }
                begun.countDown();
                Duration took = Duration.ofNanos(System.nanoTime() - before);
                Duration left = schedule.every().minus(took);
                Thread.sleep(left.isNegative() ? Duration.ZERO : left);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** What EventBridge sends for a rule with a schedule. */
    public static byte[] event(Schedule schedule, InstantSource clock) {
        String rule = "arn:aws:events:" + StackTemplate.REGION + ":" + StackTemplate.ACCOUNT + ":rule/" + schedule.id();
        return JsonText.writeBytes(Json.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events")
                .put("account", StackTemplate.ACCOUNT)
                .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", StackTemplate.REGION)
                .put("resources", Json.texts(List.of(rule)))
                .put("detail", Json.Obj.EMPTY)
                .build());
    }

    private static String describe(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(byte[] payload) -> "answered";
            case Outcome.FunctionError(byte[] error) -> "failed: " + new String(error, StandardCharsets.UTF_8);
            case Outcome.TimedOut(Duration limit) -> "timed out after " + limit.toMillis() + " ms";
            case Outcome.Crashed(String how) -> how;
            case Outcome.InitFailed(String why) -> why;
            case Outcome.EventTooLarge(int bytes) -> "an event of " + bytes + " bytes";
            case Outcome.AnswerTooLarge(int bytes) -> "an answer of " + bytes + " bytes";
            case Outcome.NotInTime() -> "no answer in time";
            case Outcome.Refused() -> "too many invocations are waiting";
        };
    }

    @Override
    public void close() {
        clocks.forEach(Thread::interrupt);
        for (Thread clock : clocks) {
            try {
                clock.join(Duration.ofSeconds(2));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
