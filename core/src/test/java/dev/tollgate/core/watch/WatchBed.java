package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureScope;
import dev.tollgate.core.policy.Reaction;
import dev.tollgate.core.policy.Tightening;
import dev.tollgate.core.policy.Watching;
import dev.tollgate.core.posture.StandingPosture;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What watches, over ports in memory, with a clock that stands still until it is moved. */
final class WatchBed {
    static final Watching TIGHTENING =
            new Watching(Optional.of(new Tightening(3, Duration.ofMinutes(1), 4)), List.of());

    final InMemoryRecordStore records = new InMemoryRecordStore();
    final InMemoryDenials denialStore = new InMemoryDenials();
    final InMemoryKeyNetworks networkStore = new InMemoryKeyNetworks();
    final InMemoryStepDowns stepDownStore = new InMemoryStepDowns(records);
    final List<String> problems = new ArrayList<>();
    Instant now = Instant.parse("2026-11-23T12:00:00Z");

    private final Instant start = now;
    private final AtomicInteger writers = new AtomicInteger();

    /** What one instance of a function has. */
    final class InstanceOfFunction {
        final Writer writer = new Writer(records, () -> "w" + writers.incrementAndGet(), Json.Obj.EMPTY, () -> now);
        final StepDowns stepDowns = new StepDowns(stepDownStore, writer, this::nanos);
        final Reactions reactions = new Reactions(stepDowns);
        final DenialWatch denials = new DenialWatch(
                new Denials(denialStore, this::nanos),
                reactions,
                writer,
                problem -> problems.add(problem.getMessage()));
        final CredentialWatch credentials =
                CredentialWatch.of(networkStore, reactions, writer, problem -> problems.add(problem.getMessage()));

        private long nanos() {
            return Duration.between(start, now).toNanos();
        }

        void denied(String agent, int count, Watching watching) {
            denials.denied(agent, count, watching, now, WatchBed.this::draft, soon());
        }

        long costFactor(String agent, Watching watching) {
            return denials.costFactor(agent, watching, now, soon());
        }

        Posture postureOf(String agent) throws StoreException {
            return stepDowns
                    .of(new PostureScope.OfAgent(agent), soon())
                    .filter(standing -> !standing.isOver(now))
                    .map(StandingPosture::posture)
                    .orElse(Posture.NORMAL);
        }

        void used(String key, Optional<String> agent, String address, Watching watching) {
            Json caller = Json.object().put("key", key).build();
            credentials
                    .networks()
                    .used(
                            new KeyUse(key, agent, address, caller, now, Bundle.Settings.DEFAULT.watching(watching)),
                            soon());
        }
    }

    InstanceOfFunction instance() {
        return new InstanceOfFunction();
    }

    static Watching reacting(Reaction... reactions) {
        return new Watching(Optional.empty(), List.of(reactions));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Security records, oldest first, without their own times. */
    List<String> told() {
        return records.records().stream().map(WatchBed::members).toList();
    }

    private static String members(SealedRecord record) {
        var members = Json.object();
        record.content().members().forEach((name, value) -> {
            if (!List.of("kind", "id", "at", "expires", "ttl", "prev", "v", "writer", "seq", "caller")
                    .contains(name)) {
                members.put(name, value);
            }
        });
        return JsonText.write(members.build());
    }

    private Draft draft(Json.Obj members) {
        return new Draft(Draft.Kind.SECURITY, now, now.plus(Duration.ofDays(90)), members);
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10));
    }
}
