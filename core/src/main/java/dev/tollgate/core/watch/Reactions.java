package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SortableTime;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Reaction;
import dev.tollgate.core.record.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Does about an agent what the bundle wants done. */
public final class Reactions {
    private final StepDowns stepDowns;

    public Reactions(StepDowns stepDowns) {
        this.stepDowns = stepDowns;
    }

    /**
     * Of several that are due, the strictest, and of those the one that lasts longest.
     *
     * @param reactions to one kind of event
     * @param counted how many of them there were within a time
     * @param draft of a record with these members
     */
    void to(
            List<Reaction> reactions,
            String agent,
            ToLongFunction<Duration> counted,
            Instant now,
            Function<Json.Obj, Draft> draft,
            Deadline deadline)
            throws StoreException {
        Optional<Reaction> due = reactions.stream()
                .filter(reaction -> counted.applyAsLong(reaction.within()) >= reaction.count())
                .max(Comparator.comparing(Reaction::posture).thenComparing(Reaction::lasting));
        if (due.isPresent()) {
            Reaction reaction = due.get();
            long count = counted.applyAsLong(reaction.within());
            var stepDown = new StepDown(
                    agent,
                    reaction.posture(),
                    now,
                    now.plus(reaction.lasting()),
                    reaction.event().word() + ": " + count + " within "
                            + reaction.within().toSeconds() + " s");
            stepDowns.begin(stepDown, draft.apply(onRecord(reaction, count, stepDown)), deadline);
        }
    }

    private static Json.Obj onRecord(Reaction reaction, long count, StepDown stepDown) {
        return Json.object()
                .put("event", "reaction")
                .put("agent", stepDown.agent())
                .put("to", reaction.event().word())
                .put("count", count)
                .put("within_s", reaction.within().toSeconds())
                .put("posture", stepDown.posture().word())
                .put("until", SortableTime.text(stepDown.expires()))
                .build();
    }
}
