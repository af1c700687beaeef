package dev.tollgate.core.answer;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.policy.AnswerDuties;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.record.SealedRecord;
import java.util.Locale;
import java.util.Optional;

/** What is known of the call whose answer is to be redacted. */
public sealed interface Basis {
    /** Empty when the registry does not know it. */
    Optional<Agent> agent();

    /** Empty when the catalogue does not know it. */
    Optional<Call.Tool> tool();

    /**
     * The call was allowed, and this is the record of it.
     *
     * @param action of the decision, as its record has it
     */
    record Matched(
            SealedRecord decision, String action, AnswerDuties duties, Optional<Agent> agent, Optional<Call.Tool> tool)
            implements Basis {}

    /** There is no such record, so all that is known is what the caller may say of itself. */
    record Unmatched(Why why, Optional<Agent> agent, Optional<Call.Tool> tool) implements Basis {}

    enum Why {
        /** No decision is named. */
        NO_DECISION,
        /** There is no such record, or it is none of a decision. */
        UNKNOWN_DECISION,
        /** It is no allow, or one that was only asked for ahead of time. */
        NOT_ALLOWED,
        EXPIRED,
        /** It is outside of the caller's scope, or about another agent than the caller says. */
        FOREIGN;

        private final String word = name().toLowerCase(Locale.ROOT);

        String word() {
            return word;
        }
    }
}
