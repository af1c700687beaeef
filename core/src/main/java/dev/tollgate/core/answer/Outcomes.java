package dev.tollgate.core.answer;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.OutcomeClaim;
import dev.tollgate.core.record.OutcomeStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records outcomes, one for each decision. The record and the claim on the decision are written together, so that neither
 * is there without the other.
 */
public final class Outcomes {
    /** For so long the same request again is taken for one whose answer was lost. */
    private static final Duration REPEATABLE = Duration.ofMinutes(1);

    /** A claim outlives its decision: clocks may differ. */
    private static final Duration CLAIMED_LONGER = Duration.ofHours(1);

    private final Writer writer;
    private final OutcomeStore store;

    public Outcomes(Writer writer, OutcomeStore store) {
        this.writer = writer;
        this.store = store;
    }

    /** What came of it. */
    public sealed interface Recorded {
        record Done(String recordId) implements Recorded {}

        /** The decision has another outcome. */
        record Conflict() implements Recorded {}
    }

    /** One answer that is to be recorded. */
    public interface Account {
        /** @param repeats the record of the same outcome, when it is told once more */
        Json.Obj members(Optional<String> repeats);
    }

    public Recorded record(
            Basis basis, Submission submission, Account account, Arrival<Loaded> arrival, Deadline deadline)
            throws StoreException {
        return switch (basis) {
            case Basis.Matched matched -> once(matched.decision(), submission, account, arrival, deadline);
            case Basis.Unmatched unmatched -> unmatched(unmatched, submission, account, arrival, deadline);
        };
    }

    private Recorded unmatched(
            Basis.Unmatched unmatched,
            Submission submission,
            Account account,
            Arrival<Loaded> arrival,
            Deadline deadline)
            throws StoreException {
        var drafts = new ArrayList<Draft>();
        if (unmatched.why() == Basis.Why.FOREIGN) {
            drafts.add(draft(arrival, Draft.Kind.SECURITY, new RedactionRecord(arrival).ofForeignDecision(submission)));
        }
        drafts.add(draft(arrival, Draft.Kind.REDACTION, account.members(Optional.empty())));
        return new Recorded.Done(writer.append(drafts, deadline).getLast().id());
    }

    private Recorded once(
            SealedRecord decision, Submission submission, Account account, Arrival<Loaded> arrival, Deadline deadline)
            throws StoreException {
        // What was sent, and by whom: it may hold few possible values, so that a plain digest would give it away.
        String digest = arrival.pseudonyms()
                .digestOf("outcome " + arrival.caller().key().id(), submission.body());
        Draft draft = draft(arrival, Draft.Kind.REDACTION, account.members(Optional.empty()));
        Optional<List<SealedRecord>> written = writer.append(
                List.of(draft),
                (records, left) ->
                        store.append(records, claim(decision, records.getFirst().id(), digest, draft.at()), left),
                deadline);
        return written.isPresent()
                ? new Recorded.Done(written.get().getFirst().id())
                : again(decision, digest, account, arrival, deadline);
    }

    private Recorded again(
            SealedRecord decision, String digest, Account account, Arrival<Loaded> arrival, Deadline deadline)
            throws StoreException {
        OutcomeClaim first = store.find(decision.id(), deadline)
                .orElseThrow(() -> new StoreException("a claim was there and is gone", null));
        boolean isSame = first.digest().equals(digest)
                && arrival.arrived().isBefore(first.at().plus(REPEATABLE));
        if (isSame) {
            Json.Obj members = account.members(Optional.of(first.record()));
            List<SealedRecord> records =
                    writer.append(List.of(draft(arrival, Draft.Kind.REDACTION, members)), deadline);
            return new Recorded.Done(records.getFirst().id());
        }
        Json.Obj members = new RedactionRecord(arrival).ofSecondOutcome(decision, first.record());
        writer.append(List.of(draft(arrival, Draft.Kind.SECURITY, members)), deadline);
        return new Recorded.Conflict();
    }

    private static OutcomeClaim claim(SealedRecord decision, String record, String digest, Instant now) {
        Instant expires = now.plus(Bases.LONGEST_CALL).plus(CLAIMED_LONGER);
        return new OutcomeClaim(decision.id(), record, digest, now, expires);
    }

    /** Somebody asks about what is not in their scope. */
    public void violation(Submission submission, Arrival<Loaded> arrival, Deadline deadline) throws StoreException {
        Json.Obj members = new RedactionRecord(arrival).ofScopeViolation(submission);
        writer.append(List.of(draft(arrival, Draft.Kind.SECURITY, members)), deadline);
    }

    private static Draft draft(Arrival<Loaded> arrival, Draft.Kind kind, Json.Obj members) {
        return arrival.draft(kind, arrival.loaded().bundle().settings().retention(), members);
    }
}
