package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Presented;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Records that a key was refused. All that it does depends on what came before, and not on which key it is or why it was
 * refused: so an answer's time does not tell an unknown key from one that was good once.
 */
public final class RefusedKeys {
    private static final Duration LONGEST = Duration.ofMillis(300);
    private static final int MOST_RECORDS_A_MINUTE = 10;

    private final Writer writer;
    private final Consumer<StoreException> problems;
    private final RecordBudget budget = new RecordBudget(MOST_RECORDS_A_MINUTE);

    /** @param problems is told what could not be recorded */
    public RefusedKeys(Writer writer, Consumer<StoreException> problems) {
        this.writer = writer;
        this.problems = problems;
    }

    /** Before the answer, since a function may be frozen the moment it has answered. */
    public void refused(Presented.Why why, KeyUse use, Deadline deadline) {
        Optional<RecordBudget.LeftOut> admitted = budget.admit(use.key(), why.word(), use.at());
        if (admitted.isEmpty()) {
            return;
        }
        var members =
                Json.object().put("event", why.word()).put("agent", use.agent()).put("caller", use.caller());
        admitted.get().note(members);
        try {
            writer.append(List.of(use.draft(members.build())), deadline.within(LONGEST));
        } catch (StoreException unavailable) {
            problems.accept(unavailable);
        }
    }

    /** Something was refused, and the store did not even say what a record would need. */
    public void missed(StoreException unavailable) {
        problems.accept(unavailable);
    }
}
