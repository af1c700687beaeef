package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Remembered;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.answer.AnswerFlow;
import dev.tollgate.core.answer.AnswerForm;
import dev.tollgate.core.answer.BlockReason;
import dev.tollgate.core.answer.Profiles;
import dev.tollgate.core.answer.Submission;
import dev.tollgate.core.answer.Submission.Claimed;
import dev.tollgate.core.answer.Submission.Entity;
import dev.tollgate.core.answer.Submission.Outcome;
import dev.tollgate.core.answer.Submission.Result;
import dev.tollgate.core.hook.CallLink;
import dev.tollgate.core.hook.CallLinks;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.record.NoPersonalKeyException;
import dev.tollgate.core.redact.Redacted;
import dev.tollgate.core.redact.Redactor.Detail;
import dev.tollgate.decision.ActiveBundle.Loaded;
import dev.tollgate.decision.dialect.Decisions.Seen;
import dev.tollgate.decision.dialect.Returned;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Gives an answer to the flow that the redaction function has too, for a runtime that knows one place only for calls and
 * answers (docs/decisions/0021).
 */
final class DialectAnswers {
    private static final Logger LOG = Logger.getLogger(DialectAnswers.class);
    private static final Duration PROFILES_KEPT = Duration.ofHours(1);

    private final AnswerFlow flow;
    private final CallLinks links;
    private final Remembered<String, dev.tollgate.core.answer.Loaded> bundles;

    DialectAnswers(AnswerFlow flow, CallLinks links, LongSupplier nanoClock) {
        this.flow = flow;
        this.links = links;
        this.bundles = new Remembered<>(PROFILES_KEPT, 1, nanoClock);
    }

    Seen redact(Arrival<Loaded> arrival, Returned returned, Deadline deadline) throws ProblemException {
        AnswerForm<Seen> form = Written::new;
        try {
            Optional<String> decision = decision(returned, arrival, deadline);
            return flow.answer(submission(returned, decision, arrival), forAnswers(arrival), form, deadline);
        } catch (StoreException | NoPersonalKeyException unavailable) {
            LOG.warnf("an answer was held back: %s", unavailable.getMessage());
            return form.blocked(BlockReason.STORE_UNAVAILABLE);
        }
    }

    private Arrival<dev.tollgate.core.answer.Loaded> forAnswers(Arrival<Loaded> arrival) throws StoreException {
        return new Arrival<>(
                arrival.caller(),
                arrival.sourceAddress(),
                bundles.get(arrival.loaded().digest(), digest -> forAnswers(arrival.loaded())),
                arrival.pseudonyms(),
                arrival.arrived(),
                arrival.clock());
    }

    private static dev.tollgate.core.answer.Loaded forAnswers(Loaded loaded) {
        Bundle bundle = loaded.engine().bundle();
        return new dev.tollgate.core.answer.Loaded(
                loaded.digest(),
                bundle,
                loaded.vocabulary(),
                new Profiles(bundle),
                loaded.engine().keptHistory());
    }

    private Optional<String> decision(Returned returned, Arrival<Loaded> arrival, Deadline deadline)
            throws StoreException {
        if (returned.call().isEmpty()) {
            return Optional.empty();
        }
        String key = returned.call().get().key(arrival.caller().key().id());
        return links.find(key, deadline)
                .filter(link -> arrival.arrived().isBefore(link.expires()))
                .map(CallLink::decisionId);
    }

    private static Submission submission(Returned returned, Optional<String> decision, Arrival<Loaded> arrival) {
        // An agent's own key tells whose answer it is, whatever the runtime says.
        Optional<String> agent = arrival.caller().key().ownAgent().isPresent() ? Optional.empty() : returned.agent();
        byte[] answer = returned.answer();
        return new Submission(
                decision,
                new Claimed(
                        agent.map(id -> new Entity("agent", id)),
                        Optional.of(new Entity("tool", returned.tool().tool())),
                        Optional.of(returned.tool().server()),
                        Optional.empty(),
                        returned.session()),
                Optional.of(new Outcome(returned.status(), returned.durationMs())),
                Detail.COUNTS,
                answer,
                new Result.Range(0, answer.length));
    }

    /** A request of ACS is so small that whatever is left of an answer in it fits. */
    private record Written(Redacted redacted) implements AnswerForm.Written<Seen> {
        @Override
        public boolean fits() {
            return true;
        }

        @Override
        public Seen closed(Optional<String> recordId) {
            return new Seen(redacted, recordId);
        }
    }
}
