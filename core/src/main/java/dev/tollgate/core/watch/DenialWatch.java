package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Reaction;
import dev.tollgate.core.policy.Tightening;
import dev.tollgate.core.policy.Watching;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Counts how often agents are denied, and sees to what follows from it. */
public final class DenialWatch {
    private static final int MOST_RECORDS_A_MINUTE = 10;

    private final Denials denials;
    private final Reactions reactions;
    private final Writer writer;
    private final Consumer<StoreException> problems;
    private final RecordBudget budget = new RecordBudget(MOST_RECORDS_A_MINUTE);

    /** @param problems is told what could not be counted or recorded */
    public DenialWatch(Denials denials, Reactions reactions, Writer writer, Consumer<StoreException> problems) {
        this.denials = denials;
        this.reactions = reactions;
        this.writer = writer;
        this.problems = problems;
    }

    /** How many times the cost of a call this agent pays; while its denials cannot be read, as if they had piled up. */
    public long costFactor(String agent, Watching watching, Instant now, Deadline deadline) {
        if (watching.tightening().isEmpty()) {
            return 1;
        }
        Tightening tightening = watching.tightening().get();
        Duration longest = watching.longestDenialWindow().orElseThrow();
        try {
            DenialCounts counts = denials.since(agent, now.minus(longest), deadline);
            return counts.lately(tightening.within(), now) >= tightening.after() ? tightening.factor() : 1;
        } catch (StoreException unavailable) {
            problems.accept(unavailable);
            return tightening.factor();
        }
    }

    /**
     * Counts denials that one request brought an agent. They are denials also when they cannot be counted.
     *
     * @param draft of a record with these members
     */
    public void denied(
            String agent,
            int count,
            Watching watching,
            Instant now,
            Function<Json.Obj, Draft> draft,
            Deadline deadline) {
        Optional<Duration> longest = watching.longestDenialWindow();
        if (longest.isEmpty()) {
            return;
        }
        try {
            DenialCounts counts = denials.add(agent, count, longest.get(), now, deadline);
            reactions.to(
                    watching.reactionsTo(Reaction.Event.DENIALS),
                    agent,
                    within -> counts.lately(within, now),
                    now,
                    draft,
                    deadline);
            if (watching.tightening().isPresent()) {
                noteBurst(agent, count, counts, watching.tightening().get(), now, draft, deadline);
            }
        } catch (StoreException unavailable) {
            problems.accept(unavailable);
        }
    }

    /** Once, by who counts the denial that is one too many. */
    private void noteBurst(
            String agent,
            int added,
            DenialCounts counts,
            Tightening tightening,
            Instant now,
            Function<Json.Obj, Draft> draft,
            Deadline deadline)
            throws StoreException {
        long count = counts.lately(tightening.within(), now);
        if (count < tightening.after() || count - added >= tightening.after()) {
            return;
        }
        Optional<RecordBudget.LeftOut> admitted = budget.admit(agent, "denials", now);
        if (admitted.isPresent()) {
            var members = Json.object()
                    .put("event", "denials")
                    .put("agent", agent)
                    .put("count", count)
                    .put("within_s", tightening.within().toSeconds())
                    .put("tightened", tightening.factor());
            admitted.get().note(members);
            writer.append(List.of(draft.apply(members.build())), deadline);
        }
    }
}
