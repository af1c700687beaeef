package dev.tollgate.local.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.runtime.Outcome;
import dev.tollgate.local.template.EventSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Brings one batch to the function as Lambda's event source mapping does: again and again, in halves if so configured,
 * from the first failed record on if the function names it, until all are taken or given up.
 */
final class BatchDelivery {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final EventSource source;
    private final Function function;
    private final DeadLetters deadLetters;
    private final InstantSource clock;
    private final Duration firstPause;
    private final JsonText json = new JsonText(20);

    BatchDelivery(
            EventSource source, Function function, DeadLetters deadLetters, InstantSource clock, Duration firstPause) {
        this.source = source;
        this.function = function;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.firstPause = firstPause;
    }

    /** The function that is fed. */
    @FunctionalInterface
    interface Function {

        Outcome invoke(byte[] event) throws InterruptedException;
    }

    /** Returns when no record of the batch is left to be delivered. */
    void deliver(List<StreamRecord> batch) throws InterruptedException {
        List<StreamRecord> left = batch;
        String lastFailure = "";
        for (int attempts = 0; ; attempts++) {
            left = withoutExpired(left, lastFailure);
            if (left.isEmpty()) {
                return;
            }
            Outcome outcome = function.invoke(StreamEvent.of(left));
            int taken = taken(outcome, left);
            if (taken == left.size()) {
                return;
            }
            lastFailure = describe(outcome);
            left = left.subList(taken, left.size());
            if (taken > 0) {
                // What is left now starts with the record that the function named: a new batch.
                attempts = -1;
                Thread.sleep(firstPause);
                continue;
            }
            if (source.bisectBatchOnError() && left.size() > 1) {
                // A cut is not an attempt.
                deliver(left.subList(0, left.size() / 2));
                deliver(left.subList(left.size() / 2, left.size()));
                return;
            }
            boolean counts = !(outcome instanceof Outcome.Refused);
            if (counts && source.maximumRetryAttempts() >= 0 && attempts >= source.maximumRetryAttempts()) {
                deadLetters.add(left, "RetryAttemptsExhausted", lastFailure);
                return;
            }
            Thread.sleep(pause(attempts));
        }
    }

    private List<StreamRecord> withoutExpired(List<StreamRecord> records, String lastFailure) {
        if (source.maximumRecordAge().isZero()) {
            return records;
        }
        Instant oldest = clock.instant().minus(source.maximumRecordAge());
        List<StreamRecord> expired = records.stream()
                .filter(record -> record.created().isBefore(oldest))
                .toList();
        if (expired.isEmpty()) {
            return records;
        }
        deadLetters.add(expired, "RecordAgeExceeded", lastFailure);
        return records.stream().filter(record -> !expired.contains(record)).toList();
    }

    /** How many records, from the first on, are done with. */
    private int taken(Outcome outcome, List<StreamRecord> records) {
        if (!(outcome instanceof Outcome.Answered(byte[] payload))) {
            return 0;
        }
        if (!source.reportsBatchItemFailures()) {
            return records.size();
        }
        return firstFailed(payload, records).orElse(records.size());
    }

    private Optional<Integer> firstFailed(byte[] payload, List<StreamRecord> records) {
        Json answer;
        try {
            answer = payload.length == 0 ? Json.Null.NULL : json.parse(payload);
        } catch (JsonException malformed) {
            return Optional.of(0);
        }
        if (!(answer instanceof Json.Obj object)) {
            return answer == Json.Null.NULL ? Optional.empty() : Optional.of(0);
        }
        Optional<Integer> first = Optional.empty();
        for (Json failure : object.items("batchItemFailures")) {
            String number = failure instanceof Json.Obj item
                    ? item.text("itemIdentifier").orElse("")
                    : "";
            int index =
                    records.stream().map(StreamRecord::sequenceNumber).toList().indexOf(number);
            // An identifier that is none fails the whole batch.
            int failed = Math.max(0, index);
            first = Optional.of(Math.min(failed, first.orElse(failed)));
        }
        return first;
    }

    private Duration pause(int attempts) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(attempts, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static String describe(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(byte[] payload) -> "batchItemFailures";
            case Outcome.FunctionError(byte[] error) -> new String(error, StandardCharsets.UTF_8);
            case Outcome.TimedOut(Duration limit) -> "timed out after " + limit.toMillis() + " ms";
            case Outcome.Crashed(String how) -> how;
            case Outcome.InitFailed(String why) -> why;
            case Outcome.EventTooLarge(int bytes) -> "an event of " + bytes + " bytes";
            case Outcome.AnswerTooLarge(int bytes) -> "an answer of " + bytes + " bytes";
            case Outcome.NotInTime() -> "no answer in time";
            case Outcome.Refused() -> "too many invocations are waiting";
        };
    }
}
