package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Remembered;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.PostureScope;
import dev.tollgate.core.posture.PostureSource;
import dev.tollgate.core.posture.StandingPosture;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The postures that reactions gave to agents, asked for at most every five seconds for the same agent. */
public final class StepDowns implements PostureSource {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST_AGENTS = 10_000;

    private final StepDownStore store;
    private final Writer writer;
    private final Remembered<String, Optional<StepDown>> remembered;

    /** @param nanoClock nanoseconds since any fixed moment */
    public StepDowns(StepDownStore store, Writer writer, LongSupplier nanoClock) {
        this.store = store;
        this.writer = writer;
        this.remembered = new Remembered<>(FRESH, MOST_AGENTS, nanoClock);
    }

    @Override
    public Optional<StandingPosture> of(PostureScope scope, Deadline deadline) throws StoreException {
        return scope instanceof PostureScope.OfAgent(String agent)
                ? last(agent, deadline).map(StepDown::standing)
                : Optional.empty();
    }

    /** Whether this agent's would be found without asking. */
    public boolean isFresh(String agent) {
        return remembered.isFresh(agent);
    }

    /** What was last done to an agent, whether it is over or not. */
    public Optional<StepDown> last(String agent, Deadline deadline) throws StoreException {
        return remembered.get(agent, missing -> store.find(missing, deadline));
    }

    /** Together with its record, unless what is in force already covers it; here it counts from the next call on. */
    void begin(StepDown stepDown, Draft record, Deadline deadline) throws StoreException {
        boolean isCovered = last(stepDown.agent(), deadline)
                .filter(found -> found.covers(stepDown, stepDown.since()))
                .isPresent();
        if (!isCovered) {
            writer.append(List.of(record), (records, left) -> store.put(records, stepDown, left), deadline);
            remembered.forget(stepDown.agent());
        }
    }
}
