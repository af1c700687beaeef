package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Remembered;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.journal.Fit;
import dev.tollgate.core.journal.HookDirectory;
import dev.tollgate.core.journal.Journal;
import dev.tollgate.core.journal.JournalEntry;
import dev.tollgate.core.journal.JournalHead;
import dev.tollgate.core.journal.JournalRecord;
import dev.tollgate.core.journal.JournalStore;
import dev.tollgate.core.journal.Receipt;
import dev.tollgate.core.journal.RegisteredHook;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.decision.Reception.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Takes hooks' journals: who hands it in, whose is it, does it go on where the last one ended, is it recorded. The records
 * and the journal's new head are written together, so that an entry is recorded once, however often it is sent.
 */
final class Journals {
    private static final Logger LOG = Logger.getLogger(Journals.class);

    /** Each lost race for the head is somebody else's success. */
    private static final int TRIES = 4;

    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final Duration BETWEEN_NOTICES = Duration.ofMinutes(1);
    private static final int MOST_NOTICES = 1_000;

    private final Reception reception;
    private final AgentDirectory directory;
    private final HookDirectory hooks;
    private final JournalStore journals;
    private final Writer writer;
    private final InstantSource clock;
    private final Remembered<String, Boolean> notices;

    Journals(
            Reception reception,
            AgentDirectory directory,
            HookDirectory hooks,
            JournalStore journals,
            Writer writer,
            InstantSource clock,
            LongSupplier nanoClock) {
        this.reception = reception;
        this.directory = directory;
        this.hooks = hooks;
        this.journals = journals;
        this.writer = writer;
        this.clock = clock;
        this.notices = new Remembered<>(BETWEEN_NOTICES, MOST_NOTICES, nanoClock);
    }

    /** What a hook is told. */
    sealed interface Answer {
        /** @param head up to where all was received that the hook sent; of the whole journal when it sent nothing */
        record Received(JournalHead head) implements Answer {}

        /** @param head up to where everything was received; what follows it is expected */
        record Gap(JournalHead head) implements Answer {}
    }

    Answer take(HttpRequest request, Journal journal, Deadline deadline) throws ProblemException {
        try {
            Visit visit = reception.receive(request, deadline);
            checkRole(visit);
            var desk = new Desk(journal, visit, deadline);
            desk.checkSignature();
            desk.checkScope();
            return desk.answer();
        } catch (StoreException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            throw new ProblemException(
                    Problem.unavailable("The store cannot be reached. Send the same journal again, as it is."));
        }
    }

    private static void checkRole(Visit visit) throws ProblemException {
        AccessKey.Role role = visit.caller().role();
        if (role != AccessKey.Role.AGENT && role != AccessKey.Role.ENFORCER) {
            throw new ProblemException(
                    Problem.forbidden("A journal is handed in with a key of role enforcer or agent."));
        }
    }

    /** One journal that is handed in. */
    private final class Desk {
        private final Journal journal;
        private final Visit visit;
        private final Deadline deadline;
        private final JournalRecord onRecord;
        private final Optional<RegisteredHook> hook;

        Desk(Journal journal, Visit visit, Deadline deadline) throws StoreException {
            this.journal = journal;
            this.visit = visit;
            this.deadline = deadline;
            this.onRecord = new JournalRecord(
                    visit.pseudonyms(),
                    visit.loaded().vocabulary(),
                    visit.loaded().engine().bundle(),
                    visit.loaded().digest(),
                    visit.arrival().callerOnRecord());
            this.hook = RegisteredHook.isName(journal.hook()) ? hooks.hook(journal.hook(), deadline) : Optional.empty();
        }

        /** An unknown hook, a revoked one and a wrong signature get the same answer. */
        void checkSignature() throws StoreException, ProblemException {
            boolean isSigned = hook.filter(RegisteredHook::isActive)
                    .filter(journal::isSignedBy)
                    .isPresent();
            if (!isSigned) {
                throw noticed(
                        onRecord.ofForgery(journal.hook(), hook.isPresent()),
                        "forged",
                        Problem.forbidden("This journal is not taken: its hook is not registered or was revoked, "
                                + "or the signature is not of the hook's key."));
            }
        }

        void checkScope() throws StoreException, ProblemException {
            for (JournalEntry entry : journal.entries()) {
                var call = entry.call().question();
                if (!call.mayBeAskedBy(visit.caller()) || !hook.orElseThrow().mayReport(call)) {
                    throw noticed(
                            onRecord.ofScopeViolation(journal.hook(), entry),
                            "scope " + journal.hook(),
                            Problem.forbidden("Entry " + entry.seq()
                                    + ": its subject or server is outside the scope of the hook or of this key. "
                                    + "Nothing was taken; it can be sent again when the scope was widened."));
                }
            }
        }

        Answer answer() throws StoreException, ProblemException {
            for (int tried = 0; tried < TRIES; tried++) {
                JournalHead head = journals.head(journal.hook(), deadline);
                if (journal.entries().isEmpty()) {
                    return new Answer.Received(head);
                }
                switch (Fit.of(journal, head)) {
                    case Fit.Gap gap -> {
                        return new Answer.Gap(head);
                    }
                    case Fit.Before before -> {
                        return new Answer.Received(
                                receivedBefore(journal.entries().getLast(), head));
                    }
                    case Fit.Conflict(long seq) -> throw conflict(entryAt(seq));
                    case Fit.Next(List<JournalEntry> fresh) -> {
                        Optional<JournalHead> moved = append(fresh, head);
                        if (moved.isPresent()) {
                            return new Answer.Received(moved.get());
                        }
                    }
                }
            }
            throw new StoreException("the head of a journal kept moving", null);
        }

        /** Where the journal stood after the entry; the records of then are the records of now. */
        private JournalHead receivedBefore(JournalEntry last, JournalHead head)
                throws StoreException, ProblemException {
            if (last.seq() == head.seq() && last.hash().equals(head.hash())) {
                return head;
            }
            Optional<Receipt> receipt = journals.receiptOf(journal.hook(), last.seq(), deadline);
            if (receipt.isPresent() && receipt.get().holds(last)) {
                return new JournalHead(
                        last.seq(), last.hash(), Optional.of(receipt.get().recordOf(last.seq())));
            }
            if (receipt.isEmpty() && last.seq() < head.seq()) {
                throw new ProblemException(Problem.conflict("Entry " + last.seq()
                        + " was received so long ago that it can no longer be compared. The next one is "
                        + (head.seq() + 1) + "."));
            }
            throw conflict(last);
        }

        /** Empty when somebody else was first. */
        private Optional<JournalHead> append(List<JournalEntry> fresh, JournalHead head) throws StoreException {
            var entries = new ArrayList<Draft>();
            var violations = new ArrayList<Draft>();
            for (JournalEntry entry : fresh) {
                Optional<Agent> agent = agent(entry);
                entries.add(visit.draft(
                        Draft.Kind.JOURNAL, onRecord.ofEntry(journal.hook(), entry, agent, clock.instant())));
                onRecord.ofViolation(journal.hook(), entry, agent)
                        .ifPresent(members -> violations.add(visit.draft(Draft.Kind.SECURITY, members)));
            }
            entries.addAll(violations);
            keepHistory(fresh);
            Optional<List<SealedRecord>> written = writer.append(
                    entries,
                    (records, left) -> journals.append(records, head, receipt(fresh, records), left),
                    deadline);
            return written.map(records -> receipt(fresh, records).head());
        }

        /**
         * Before the records, so that no entry is received whose labels nobody knows. Labels only: noted twice, they count
         * once, and nothing that a hook says may loosen a rule.
         */
        private void keepHistory(List<JournalEntry> fresh) throws StoreException {
            var latest = new LinkedHashMap<Call, Instant>();
            for (JournalEntry entry : fresh) {
                Optional<Agent> agent = agent(entry);
                if (agent.isPresent()) {
                    latest.merge(
                            entry.call()
                                    .question()
                                    .call(agent, visit.loaded().engine().bundle()),
                            JournalRecord.seenAt(entry.call(), clock.instant()),
                            (one, other) -> one.isAfter(other) ? one : other);
                }
            }
            latest.forEach(visit.history()::addLabels);
            if (visit.history().hasAdditions()) {
                visit.history().keep(deadline);
            }
        }

        private Receipt receipt(List<JournalEntry> fresh, List<SealedRecord> written) {
            return Receipt.of(
                    journal.hook(),
                    fresh,
                    written.getFirst().id(),
                    clock.instant().plus(REMEMBERED));
        }

        private Optional<Agent> agent(JournalEntry entry) throws StoreException {
            Optional<String> id = entry.call().question().agentId().filter(Agent::isId);
            return id.isPresent() ? directory.agent(id.get(), deadline) : Optional.empty();
        }

        private JournalEntry entryAt(long seq) {
            return journal.entries().stream()
                    .filter(entry -> entry.seq() == seq)
                    .findFirst()
                    .orElseThrow();
        }

        private ProblemException conflict(JournalEntry entry) throws StoreException {
            return noticed(
                    onRecord.ofConflict(journal.hook(), entry),
                    "conflict " + journal.hook(),
                    Problem.conflict("Entry " + entry.seq() + " is not what was received in its place, or follows "
                            + "something else than what was received. Two hooks may share one name, or one was restored "
                            + "from a copy: register it under a name of its own."));
        }

        /** Whoever tries it all the time leaves one record a minute. */
        private ProblemException noticed(Json.Obj members, String why, Problem problem) throws StoreException {
            notices.get(visit.caller().key().id() + " " + why, unnoticed -> {
                writer.append(List.of(visit.draft(Draft.Kind.SECURITY, members)), deadline);
                return true;
            });
            return new ProblemException(problem);
        }
    }
}
