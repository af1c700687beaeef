package dev.tollgate.core.answer;

import dev.tollgate.core.redact.Redacted;
import java.util.Optional;

/**
 * How an answer is written: as the API does it, or in a runtime's dialect.
 *
 * @param <T> what is written
 */
@FunctionalInterface
public interface AnswerForm<T> {
    Written<T> of(Redacted redacted);

    /** All but the record's id, so that it is known to fit by the time the record is written. */
    interface Written<T> {
        /** Whether Lambda takes it. */
        boolean fits();

        /** @param recordId of the record that is durable by now; empty when there is none */
        T closed(Optional<String> recordId);
    }

    /** An answer that is not recorded. */
    default T blocked(BlockReason reason) {
        return of(reason.result()).closed(Optional.empty());
    }
}
