package dev.tollgate.decision;

import dev.tollgate.bench.HttpEvent;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.agent.RememberedDirectory;
import dev.tollgate.core.approval.Approval;
import dev.tollgate.core.approval.ApprovalId;
import dev.tollgate.core.approval.ApprovalRecords;
import dev.tollgate.core.approval.ApprovalStore;
import dev.tollgate.core.approval.GrantUse;
import dev.tollgate.core.approval.SealedCall;
import dev.tollgate.core.history.HistoryKey;
import dev.tollgate.core.history.HistoryStore;
import dev.tollgate.core.history.Note;
import dev.tollgate.core.history.Past;
import dev.tollgate.core.hook.CallLink;
import dev.tollgate.core.hook.CallLinks;
import dev.tollgate.core.http.Traces;
import dev.tollgate.core.journal.JournalHead;
import dev.tollgate.core.journal.JournalStore;
import dev.tollgate.core.journal.Receipt;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Admission;
import dev.tollgate.core.limit.Booking;
import dev.tollgate.core.limit.DelayedCharge;
import dev.tollgate.core.limit.LimitStore;
import dev.tollgate.core.limit.Plan;
import dev.tollgate.core.limit.PlanStore;
import dev.tollgate.core.limit.PlanUse;
import dev.tollgate.core.limit.ReservationStore;
import dev.tollgate.core.limit.ReservationUse;
import dev.tollgate.core.limit.Reserving;
import dev.tollgate.core.observed.ObservedReceipt;
import dev.tollgate.core.observed.ObservedStore;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.BundleSource;
import dev.tollgate.core.policy.HistoryReads.Part;
import dev.tollgate.core.posture.Postures;
import dev.tollgate.core.posture.RememberedPostures;
import dev.tollgate.core.record.People;
import dev.tollgate.core.record.PersonalKeys;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.TenantPseudonyms;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.Writer.Written;
import dev.tollgate.core.record.WriterName;
import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.core.watch.CredentialWatch;
import dev.tollgate.core.watch.DenialCounts;
import dev.tollgate.core.watch.DenialStore;
import dev.tollgate.core.watch.DenialWatch;
import dev.tollgate.core.watch.Denials;
import dev.tollgate.core.watch.KeyNetworkStore;
import dev.tollgate.core.watch.KeySightings;
import dev.tollgate.core.watch.Reactions;
import dev.tollgate.core.watch.StepDown;
import dev.tollgate.core.watch.StepDownStore;
import dev.tollgate.core.watch.StepDowns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The decision function as Wiring puts it together, but with stores that keep nothing. For measurements. */
public final class InProcessFunction {
    private static final String AGENT = "report-bot";

    private final KeyToken token = KeyToken.random(new SecureRandom());
    private final DecisionHandler handler;

    public InProcessFunction(Bundle bundle) {
        InstantSource clock = InstantSource.system();
        var directory = new RememberedDirectory(new OneAgent(), System::nanoTime);
        var active = new ActiveBundle(new OneBundle(bundle), new JsonScan(new Scanner()), System::nanoTime);
        LimitStore limits = (key, charges, now, deadline) ->
                new Admission.Admitted(charges.stream().map(charge -> 1L).toList());
        var writer = new Writer(new NoRecords(), new WriterName(new SecureRandom(), clock), Json.Obj.EMPTY, clock);
        var pseudonyms = new Pseudonyms(new byte[32]);
        var people = new People(new NoPersonalKeys(), new SecureRandom(), System::nanoTime);
        var stepDowns = new StepDowns(new NoStepDowns(), writer, System::nanoTime);
        var reactions = new Reactions(stepDowns);
        var reception = new Reception(
                new Credentials(Credentials.Method.KEYS, directory, clock),
                active,
                new TenantPseudonyms(deadline -> Optional.of(pseudonyms), people, clock),
                CredentialWatch.of(new NoNetworks(), reactions, writer, problem -> {}),
                new NoHistory(),
                clock);
        var reservations = new Reservations(new NoReservations(), () -> "");
        var denials = new DenialWatch(new Denials(new NoDenials(), System::nanoTime), reactions, writer, problem -> {});
        var approvals = new NoApprovals();
        var sealing = new SealedCall(new SecureRandom());
        var gate = new ApprovalGate(approvals, sealing, () -> "", "https://tollgate.example", clock);
        var setPostures = new RememberedPostures(all -> Map.of(), System::nanoTime);
        var postures = new Postures(List.of(setPostures, stepDowns));
        var flow = new DecisionFlow(
                directory,
                new Situations(postures),
                gate,
                denials,
                new LimitGate(limits, new Prepayments(new NoPlans()), reservations),
                clock);
        var plans = new PlanFlow(flow, new PlanGate(new NoPlans(), () -> "", clock));
        var evaluations = new Evaluations(
                reception,
                new ReadAhead(directory, setPostures, stepDowns),
                flow,
                plans,
                new DenialTally(denials),
                writer,
                new GrantedRecords(writer, approvals, gate),
                Duration.ofMillis(500));
        var searches = new Searches(reception, new Candidates(directory), flow, writer);
        this.handler = new DecisionHandler(new Api(
                evaluations,
                searches,
                new ApprovalDesk(reception, directory, approvals, approvals, sealing, writer),
                new Journals(
                        reception,
                        directory,
                        (name, deadline) -> Optional.empty(),
                        new NoJournals(),
                        writer,
                        clock,
                        System::nanoTime),
                new Observations(reception, directory, new NoObserved(), writer, clock, System::nanoTime),
                NoDialects.of(reception, evaluations, searches, new NoLinks(), directory, new NoHistory(), writer),
                active,
                "https://tollgate.example",
                "bench",
                Traces.OFF));
    }

    /** An API Gateway event of this caller. */
    public byte[] event(String method, String path, String body) {
        return HttpEvent.of(method, path, Map.of(), token.text(), body);
    }

    public byte[] answer(byte[] event) throws IOException {
        var answer = new ByteArrayOutputStream(1_024);
        handler.handleRequest(new ByteArrayInputStream(event), answer, null);
        return answer.toByteArray();
    }

    private final class OneAgent implements AgentDirectory {
        private final Agent agent =
                new Agent(AGENT, "reporting", "dora", List.of("analyst"), Agent.Status.ACTIVE, List.of(token.keyId()));
        private final AccessKey key = new AccessKey(
                token.keyId(),
                AccessKey.Role.AGENT,
                List.of(AGENT),
                List.of("*"),
                Optional.empty(),
                AccessKey.Status.ACTIVE,
                Optional.of(token.secretHash()));

        @Override
        public Optional<Agent> agent(String id, Deadline deadline) {
            return id.equals(AGENT) ? Optional.of(agent) : Optional.empty();
        }

        @Override
        public Optional<AccessKey> key(String id, Deadline deadline) {
            return id.equals(token.keyId()) ? Optional.of(key) : Optional.empty();
        }

        @Override
        public List<String> agentsAfter(String id, int most, Deadline deadline) {
            return id.compareTo(AGENT) < 0 ? List.of(AGENT) : List.of();
        }
    }

    private record OneBundle(Bundle bundle) implements BundleSource {
        @Override
        public Optional<String> active(Deadline deadline) {
            return Optional.of("sha256:0");
        }

        @Override
        public Bundle load(String digest, Deadline deadline) {
            return bundle;
        }
    }

    private static final class NoPlans implements PlanStore {
        @Override
        public Booking book(Plan plan, long nowMicros, Deadline deadline) {
            return new Booking.Booked();
        }

        @Override
        public PlanUse use(String planId, int place, String digest, long nowMicros, Deadline deadline) {
            return new PlanUse.Unknown();
        }
    }

    private static final class NoReservations implements ReservationStore {
        @Override
        public Reserving reserve(DelayedCharge wish, String id, String digest, long nowMicros, Deadline deadline) {
            return new Reserving.Refused();
        }

        @Override
        public ReservationUse use(String id, String digest, long nowMicros, Deadline deadline) {
            return new ReservationUse.Unknown();
        }
    }

    private static final class NoPersonalKeys implements PersonalKeys {
        @Override
        public Optional<byte[]> find(String whose, Deadline deadline) {
            return Optional.of(new byte[32]);
        }

        @Override
        public byte[] keep(String whose, byte[] key, Deadline deadline) {
            return key;
        }
    }

    private static final class NoHistory implements HistoryStore {
        @Override
        public Past read(HistoryKey key, Instant since, Set<Part> parts, Deadline deadline) {
            return Past.NOTHING;
        }

        @Override
        public void add(HistoryKey key, Note note, Instant at, Deadline deadline) {
            // Nothing is kept.
        }
    }

    private static final class NoLinks implements CallLinks {
        @Override
        public void put(CallLink link, Deadline deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<CallLink> find(String key, Deadline deadline) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class NoJournals implements JournalStore {
        @Override
        public JournalHead head(String hook, Deadline deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Receipt> receiptOf(String hook, long seq, Deadline deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Writer.Written append(
                List<SealedRecord> records, JournalHead before, Receipt receipt, Deadline deadline) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class NoObserved implements ObservedStore {
        @Override
        public Optional<ObservedReceipt> receiptOf(String source, String batch, Deadline deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Writer.Written append(List<SealedRecord> records, ObservedReceipt receipt, Deadline deadline) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class NoRecords implements RecordStore {
        @Override
        public void enter(String writer, LocalDate day, Deadline deadline) {
            // Nothing is kept.
        }

        @Override
        public boolean append(List<SealedRecord> records, Deadline deadline) {
            return true;
        }
    }

    private static final class NoDenials implements DenialStore {
        @Override
        public DenialCounts add(String agent, int denials, Instant at, Deadline deadline) {
            return DenialCounts.NONE;
        }

        @Override
        public DenialCounts since(String agent, Instant from, Deadline deadline) {
            return DenialCounts.NONE;
        }
    }

    private static final class NoNetworks implements KeyNetworkStore {
        @Override
        public void add(String key, String network, Instant at, Deadline deadline) {
            // It keeps nothing.
        }

        @Override
        public KeySightings since(String key, Instant from, Deadline deadline) {
            return new KeySightings(Map.of());
        }
    }

    private static final class NoStepDowns implements StepDownStore {
        @Override
        public Optional<StepDown> find(String agent, Deadline deadline) {
            return Optional.empty();
        }

        @Override
        public Writer.Written put(List<SealedRecord> records, StepDown stepDown, Deadline deadline) {
            return Writer.Written.REFUSED;
        }
    }

    private static final class NoApprovals implements ApprovalStore, ApprovalRecords {
        @Override
        public Optional<Approval> find(String call, Deadline deadline) {
            return Optional.empty();
        }

        @Override
        public Optional<GrantUse.Made> use(String call, String mark, Deadline deadline) {
            return Optional.empty();
        }

        @Override
        public Optional<Approval> ask(
                Approval request, byte[] sealed, Optional<Approval> instead, int most, Deadline deadline) {
            return Optional.of(request);
        }

        @Override
        public Optional<byte[]> sealed(ApprovalId id, Deadline deadline) {
            return Optional.empty();
        }

        @Override
        public Page pending(String after, int most, Deadline deadline) {
            return new Page(List.of(), "");
        }

        @Override
        public Written use(List<SealedRecord> records, List<GrantUse> uses, Instant now, Deadline deadline) {
            return Written.YES;
        }

        @Override
        public Written decide(List<SealedRecord> records, Approval before, Approval after, Deadline deadline) {
            return Written.YES;
        }
    }
}
