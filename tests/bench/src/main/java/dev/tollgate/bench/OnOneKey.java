package dev.tollgate.bench;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.approval.Approval;
import dev.tollgate.core.approval.ApprovalId;
import dev.tollgate.core.approval.ApprovalRecords;
import dev.tollgate.core.approval.ApprovalStore;
import dev.tollgate.core.approval.AskedCall;
import dev.tollgate.core.approval.GrantUse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Admission;
import dev.tollgate.core.limit.ArrivalMemory;
import dev.tollgate.core.limit.Booking;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.Claim;
import dev.tollgate.core.limit.DelayedCharge;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.LimitStore;
import dev.tollgate.core.limit.Plan;
import dev.tollgate.core.limit.PlanStore;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.limit.Reservation;
import dev.tollgate.core.limit.ReservationStore;
import dev.tollgate.core.limit.ReservationUse;
import dev.tollgate.core.limit.Reserving;
import dev.tollgate.core.policy.RuleName;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.WriterName;
import dev.tollgate.core.store.DynamoApprovalRecords;
import dev.tollgate.core.store.DynamoApprovals;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoLimits;
import dev.tollgate.core.store.DynamoPlans;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.store.DynamoReservations;
import dev.tollgate.core.store.Tables;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** What can be taken of one key, and how one process does it once. */
enum OnOneKey {
    /** Single calls. */
    GCRA(new Rate(20, Duration.ofSeconds(1), 10), Duration.ZERO) {
        @Override
        Took once(Stores stores) throws StoreException {
            return stores.take(charge(1));
        }
    },

    /** Calls that wait for their turn, up to half a second, and come up to a second late for it. */
    RESERVATIONS(new Rate(20, Duration.ofSeconds(1), 10), Reservation.KEPT) {
        @Override
        Took once(Stores stores) throws StoreException {
            Took now = stores.take(charge(1));
            return now.cost() > 0 ? now : stores.waitFor(charge(1));
        }
    },

    /** Calls that take 1 to 40 each, such as an amount of money. */
    SUMS(new Rate(200, Duration.ofSeconds(1), 100), Duration.ZERO) {
        @Override
        Took once(Stores stores) throws StoreException {
            return stores.take(charge(stores.random.nextLong(1, 41)));
        }
    },

    /** Three calls, taken together before the first is made. */
    PLANS(new Rate(20, Duration.ofSeconds(1), 10), Duration.ZERO) {
        @Override
        Took once(Stores stores) throws StoreException {
            return stores.book(Collections.nCopies(3, charge(1)));
        }
    },

    /** One approval that counts 50 times, decided and used by all: as a limit, a burst that never comes back. */
    APPROVALS(new Rate(1, Duration.ofDays(73), 50), Duration.ZERO) {
        @Override
        Took once(Stores stores) throws StoreException {
            return stores.useApproval();
        }
    };

    private static final LimitKey KEY = new LimitKey("L#subject.id#one");
    private static final Instant ASKED = Instant.now();
    private static final Approval PENDING = Approval.asked(
            new ApprovalId("a".repeat(26), "b".repeat(16)),
            new AskedCall("agent", "bot", Optional.empty(), "tool", "wipe", "digest", new RuleName("policy", "rule")),
            ASKED,
            Optional.empty());
    private static final int WARM_UP_CALLS = 20;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final Rate rate;
    private final Duration late;

    OnOneKey(Rate rate, Duration late) {
        this.rate = rate;
        this.late = late;
    }

    /** @param cost what was admitted; 0 when nothing was */
    record Took(long atMicros, long cost) {
        private static final Took NOTHING = new Took(0, 0);
    }

    abstract Took once(Stores stores) throws StoreException;

    Rate rate() {
        return rate;
    }

    /** How much later than it was taken a permit may be used. */
    Duration late() {
        return late;
    }

    Charge charge(long cost) {
        return Charge.of("calls", rate, cost);
    }

    /** The stores as one function instance has them. */
    static final class Stores {
        private final Random random = new Random();
        private final LimitStore limits;
        private final PlanStore plans;
        private final ReservationStore reservations;
        private final ApprovalStore approvals;
        private final ApprovalRecords approvalRecords;
        private final Writer writer;

        Stores(DynamoCalls calls, String table) {
            var memory = new ArrivalMemory(100);
            this.limits = new DynamoLimits(calls, table, memory);
            this.plans = new DynamoPlans(calls, table, memory);
            this.reservations = new DynamoReservations(calls, table, memory);
            this.approvals = new DynamoApprovals(calls, table);
            this.approvalRecords = new DynamoApprovalRecords(calls, new Tables(table, table, table));
            this.writer = new Writer(
                    new DynamoRecords(calls, table),
                    new WriterName(new SecureRandom(), InstantSource.system()),
                    Json.Obj.EMPTY,
                    InstantSource.system());
        }

        /** Runs through the code, so that what is measured is not a process's first second. */
        void warmUp() throws StoreException {
            var own = new LimitKey("L#subject.id#" + UUID.randomUUID());
            var fast = Charge.of("warm-up", new Rate(1_000, Duration.ofSeconds(1), 1_000), 1);
            var patient = Deadline.in(Duration.ofMinutes(1));
            for (int i = 0; i < WARM_UP_CALLS; i++) {
                limits.take(own, List.of(fast), ProcessesOnOneKey.nowMicros(), patient);
                plans.use("none", 0, "none", ProcessesOnOneKey.nowMicros(), patient);
            }
        }

        private Took take(Charge charge) throws StoreException {
            long now = ProcessesOnOneKey.nowMicros();
            return limits.take(KEY, List.of(charge), now, soon()) instanceof Admission.Admitted
                    ? new Took(now, charge.cost())
                    : Took.NOTHING;
        }

        private Took waitFor(Charge charge) throws StoreException {
            String id = UUID.randomUUID().toString();
            var wish = new DelayedCharge(KEY, charge, LONGEST_WAIT, List.of());
            long now = ProcessesOnOneKey.nowMicros();
            if (!(reservations.reserve(wish, id, "call", now, soon())
                    instanceof Reserving.Reserved(Reservation reservation))) {
                return Took.NOTHING;
            }
            long late = random.nextLong(Reservation.KEPT.toMillis()) * 1_000;
            LockSupport.parkNanos((reservation.notBeforeMicros() + late - now) * 1_000);
            long then = ProcessesOnOneKey.nowMicros();
            return reservations.use(id, "call", then, soon()) instanceof ReservationUse.Used
                    ? new Took(then, charge.cost())
                    : Took.NOTHING;
        }

        /** The first of all processes has the request granted; the record and the use are one transaction. */
        private Took useApproval() throws StoreException {
            Optional<Approval> known = approvals.find(PENDING.id().call(), soon());
            Approval asked = known.isPresent()
                    ? known.get()
                    : approvals
                            .ask(PENDING, new byte[0], Optional.empty(), 100, soon())
                            .orElseThrow(() -> new IllegalStateException("the request is not there"));
            if (asked.state() instanceof Approval.State.Pending) {
                var until = asked.asked().plus(Duration.ofHours(1));
                var granted = new Approval(
                        asked.id(),
                        asked.call(),
                        new Approval.State.Granted(50, 50, until),
                        asked.asked(),
                        asked.expires(),
                        Optional.empty());
                approvalRecords.decide(List.of(), asked, granted, soon());
            }
            long now = ProcessesOnOneKey.nowMicros();
            var use = new GrantUse(PENDING.id(), PENDING.call().rule(), Optional.empty());
            var draft = new Draft(
                    Draft.Kind.DECISION, Instant.now(), Instant.now().plus(Duration.ofDays(1)), Json.Obj.EMPTY);
            boolean isUsed = writer.append(
                            List.of(draft),
                            (records, left) -> approvalRecords.use(records, List.of(use), Instant.now(), left),
                            soon())
                    .isPresent();
            return isUsed ? new Took(now, 1) : Took.NOTHING;
        }

        private Took book(List<Charge> charges) throws StoreException {
            long now = ProcessesOnOneKey.nowMicros();
            List<Plan.Step> steps = charges.stream()
                    .map(charge -> new Plan.Step("call", List.of(new Claim(KEY, charge))))
                    .toList();
            var plan = new Plan(UUID.randomUUID().toString(), steps, "bench", now + 900_000_000L);
            return plans.book(plan, now, soon()) instanceof Booking.Booked
                    ? new Took(now, charges.stream().mapToLong(Charge::cost).sum())
                    : Took.NOTHING;
        }

        private static Deadline soon() {
            return Deadline.in(Duration.ofSeconds(10));
        }
    }
}
