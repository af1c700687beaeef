package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Remembered;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.observed.ObservedBatch;
import dev.tollgate.core.observed.ObservedCall;
import dev.tollgate.core.observed.ObservedReceipt;
import dev.tollgate.core.observed.ObservedRecord;
import dev.tollgate.core.observed.ObservedStore;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.decision.Reception.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Takes what somebody else's log says was called: who hands it in, may it, was it received before, is it recorded. The
 * records and the receipt are written together, so that a batch is recorded once, however often it is sent.
 */
final class Observations {
    private static final Logger LOG = Logger.getLogger(Observations.class);

    /** Older calls are not taken: their hours are counted, and their receipts may be gone. */
    private static final Duration OLDEST = Duration.ofDays(7);

    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    /** Longer than a call is taken, so that no batch is recorded twice. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private static final Duration BETWEEN_NOTICES = Duration.ofMinutes(1);
    private static final int MOST_NOTICES = 1_000;
    private static final int TRIES = 2;

    private final Reception reception;
    private final AgentDirectory directory;
    private final ObservedStore observed;
    private final Writer writer;
    private final InstantSource clock;
    private final Remembered<String, Boolean> notices;

    Observations(
            Reception reception,
            AgentDirectory directory,
            ObservedStore observed,
            Writer writer,
            InstantSource clock,
            LongSupplier nanoClock) {
        this.reception = reception;
        this.directory = directory;
        this.observed = observed;
        this.writer = writer;
        this.clock = clock;
        this.notices = new Remembered<>(BETWEEN_NOTICES, MOST_NOTICES, nanoClock);
    }

    ObservedReceipt take(HttpRequest request, ObservedBatch batch, Deadline deadline) throws ProblemException {
        try {
            Visit visit = reception.receive(request, deadline);
            var desk = new Desk(batch, visit, deadline);
            desk.checkRole();
            desk.checkScope();
            return desk.receipt();
        } catch (StoreException unavailable) {
            LOG.warnf("request %s: %s", request.gatewayRequestId(), unavailable.getMessage());
            throw new ProblemException(
                    Problem.unavailable("The store cannot be reached. Send the same batch again, as it is."));
        }
    }

    /** One batch that is handed in. */
    private final class Desk {
        private final ObservedBatch batch;
        private final Visit visit;
        private final Deadline deadline;
        private final ObservedRecord onRecord;

        Desk(ObservedBatch batch, Visit visit, Deadline deadline) {
            this.batch = batch;
            this.visit = visit;
            this.deadline = deadline;
            this.onRecord = new ObservedRecord(
                    visit.pseudonyms(),
                    visit.loaded().vocabulary(),
                    visit.loaded().engine().bundle(),
                    visit.arrival().callerOnRecord());
        }

        /** An agent would testify for itself; an auditor reads, and who reads must not write what is read. */
        void checkRole() throws StoreException, ProblemException {
            if (visit.caller().role() != AccessKey.Role.ENFORCER) {
                throw noticed(
                        onRecord.ofRefusal(),
                        "role",
                        Problem.forbidden("Observed calls are handed in with a key of role enforcer."));
            }
        }

        void checkScope() throws StoreException, ProblemException {
            for (int i = 0; i < batch.calls().size(); i++) {
                ObservedCall call = batch.calls().get(i);
                if (!isInScope(call)) {
                    throw noticed(
                            onRecord.ofScopeViolation(call),
                            "scope",
                            Problem.forbidden(
                                    "'calls[" + i + "]': its server or agent is outside the scope of this key; "
                                            + "a call without an agent takes a key for all agents. Nothing was taken."));
                }
            }
        }

        private boolean isInScope(ObservedCall call) {
            Caller caller = visit.caller();
            boolean mayReportAgent = call.agent()
                    .map(agent -> caller.mayAskAbout("agent", agent))
                    .orElseGet(() -> caller.key().agents().contains("*"));
            return mayReportAgent && caller.mayAskForServer(call.server());
        }

        ObservedReceipt receipt() throws StoreException, ProblemException {
            for (int tried = 0; tried < TRIES; tried++) {
                Optional<ObservedReceipt> before = observed.receiptOf(batch.source(), batch.batch(), deadline);
                if (before.isPresent()) {
                    return same(before.get());
                }
                checkTimes();
                Optional<List<SealedRecord>> written = append();
                if (written.isPresent()) {
                    return receipt(written.get());
                }
            }
            throw new StoreException("a batch was refused, and has no receipt", null);
        }

        private ObservedReceipt same(ObservedReceipt before) throws StoreException, ProblemException {
            if (before.isOf(batch)) {
                return before;
            }
            throw noticed(
                    onRecord.ofConflict(batch),
                    "conflict " + batch.source(),
                    Problem.conflict("'batch': other calls were received under this name. Each batch of a source has a "
                            + "name of its own. Nothing was taken."));
        }

        private void checkTimes() throws ProblemException {
            Instant now = clock.instant();
            for (int i = 0; i < batch.calls().size(); i++) {
                Instant at = batch.calls().get(i).at();
                if (at.isBefore(now.minus(OLDEST)) || at.isAfter(now.plus(CLOCK_DIFFERENCE))) {
                    throw new ProblemException(Problem.badRequest("'calls[" + i
                            + "].at': expected a time in the last 7 days, and at most 5 minutes ahead of this clock."));
                }
            }
        }

        private Optional<List<SealedRecord>> append() throws StoreException {
            var drafts = new ArrayList<Draft>();
            for (ObservedCall call : batch.calls()) {
                Optional<Agent> agent =
                        call.agent().isPresent() ? directory.agent(call.agent().get(), deadline) : Optional.empty();
                drafts.add(visit.draft(Draft.Kind.OBSERVED, onRecord.ofCall(batch, call, agent)));
            }
            return writer.append(drafts, (records, left) -> observed.append(records, receipt(records), left), deadline);
        }

        private ObservedReceipt receipt(List<SealedRecord> written) {
            return new ObservedReceipt(
                    batch.source(),
                    batch.batch(),
                    batch.digest(),
                    batch.calls().size(),
                    written.getFirst().id(),
                    clock.instant().plus(REMEMBERED));
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
