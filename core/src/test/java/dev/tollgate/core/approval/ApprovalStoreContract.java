package dev.tollgate.core.approval;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.approval.Approval.Change;
import dev.tollgate.core.approval.Approval.Choice;
import dev.tollgate.core.approval.Approval.State;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.RuleName;
import dev.tollgate.core.policy.Ruling.Grant;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.Writer.Written;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every store of approvals promises. */
public abstract class ApprovalStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Grant ONCE = new Grant(1, Duration.ofHours(1));
    private static final byte[] SEALED = "sealed".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST = 3;

    protected abstract ApprovalStore store();

    protected abstract ApprovalRecords decisions();

    protected abstract RecordStore recordStore();

    /** Different in each test of a run. */
    protected abstract String newName();

    @Test
    void keepsARequestWithAllThatItSays() throws StoreException {
        Approval asked = ask(newName(), NOON);

        assertEquals(Optional.of(asked), store().find(asked.id().call(), soon()));
        assertArrayEquals(SEALED, store().sealed(asked.id(), soon()).orElseThrow());
        assertTrue(allPending().contains(asked));
        assertEquals(Optional.empty(), store().find(call(), soon()));
    }

    @Test
    void whoAsksForTheSameAtTheSameTimeGetsOneRequest() throws Exception {
        String subject = newName();
        String call = call();
        List<Callable<Approval>> asking = IntStream.range(0, 8)
                .<Callable<Approval>>mapToObj(
                        i -> () -> store().ask(request(subject, call, NOON), SEALED, Optional.empty(), MOST, soon())
                                .orElseThrow())
                .toList();

        assertEquals(1, atOnce(asking).stream().distinct().count());
    }

    @Test
    void aNewRequestTakesThePlaceOfOneThatIsOver() throws StoreException {
        String subject = newName();
        String call = call();
        Approval first = store().ask(request(subject, call, NOON), SEALED, Optional.empty(), MOST, soon())
                .orElseThrow();
        Instant later = NOON.plus(Approval.LIFE);
        Approval second = request(subject, call, later);

        assertEquals(Optional.of(second), store().ask(second, SEALED, Optional.of(first), MOST, soon()));
        assertEquals(Optional.of(second), store().find(call, soon()));
    }

    @Test
    void aSubjectHasOnlySoManyPendingRequests() throws StoreException {
        String subject = newName();
        var asked = new ArrayList<Approval>();
        for (int i = 0; i < MOST; i++) {
            asked.add(ask(subject, NOON));
        }
        assertEquals(
                Optional.empty(), store().ask(request(subject, call(), NOON), SEALED, Optional.empty(), MOST, soon()));

        decide(asked.getFirst(), Choice.DENY);
        ask(subject, NOON);
        assertEquals(
                Optional.empty(), store().ask(request(subject, call(), NOON), SEALED, Optional.empty(), MOST, soon()));
        ask(subject, NOON.plus(Approval.LIFE));
    }

    @Test
    void aDecisionIsWrittenWithItsRecordAndOnce() throws StoreException {
        Approval asked = ask(newName(), NOON);
        Approval granted = decide(asked, Choice.APPROVE);

        assertEquals(Optional.of(granted), store().find(asked.id().call(), soon()));
        assertFalse(allPending().contains(asked));
        Approval declined = after(asked, Choice.DENY, NOON);
        assertEquals(Written.REFUSED, decisions().decide(List.of(record()), asked, declined, soon()));
        assertEquals(Optional.of(granted), store().find(asked.id().call(), soon()));
    }

    @Test
    void whatIsLeftOfAGrantCanBeTakenBack() throws StoreException {
        Approval granted = decide(ask(newName(), NOON), Choice.APPROVE);
        decide(granted, Choice.DENY);

        assertEquals(Written.REFUSED, use(granted, Optional.empty(), NOON));
    }

    @Test
    void aGrantIsUsedAsOftenAsItSays() throws StoreException {
        Approval granted = decide(ask(newName(), NOON), Choice.APPROVE, new Grant(2, Duration.ofHours(1)));

        assertEquals(Written.YES, use(granted, Optional.empty(), NOON));
        assertEquals(Written.YES, use(granted, Optional.empty(), NOON));
        assertEquals(Written.REFUSED, use(granted, Optional.empty(), NOON));
        Approval used = store().find(granted.id().call(), soon()).orElseThrow();
        assertEquals(new State.Granted(2, 0, NOON.plus(Duration.ofHours(1))), used.state());
        assertEquals(Optional.of(NOON), used.lastUse());
    }

    @Test
    void aGrantThatIsOverIsNotUsed() throws StoreException {
        Approval granted = decide(ask(newName(), NOON), Choice.APPROVE);

        assertEquals(Written.REFUSED, use(granted, Optional.empty(), NOON.plus(Duration.ofHours(1))));
    }

    @Test
    void whatIsPendingIsNotUsed() throws StoreException {
        assertEquals(Written.REFUSED, use(ask(newName(), NOON), Optional.empty(), NOON));
    }

    @Test
    void severalUsesOfOneGrantAreCountedTogether() throws StoreException {
        Approval granted = decide(ask(newName(), NOON), Choice.APPROVE, new Grant(3, Duration.ofHours(1)));
        GrantUse use = new GrantUse(granted.id(), granted.call().rule(), Optional.empty());

        assertEquals(Written.YES, decisions().use(List.of(record()), List.of(use, use), NOON, soon()));
        assertEquals(Written.REFUSED, decisions().use(List.of(record()), List.of(use, use), NOON, soon()));
        assertEquals(Written.YES, decisions().use(List.of(record()), List.of(use), NOON, soon()));
    }

    @Test
    void ofSeveralGrantsAllAreUsedOrNone() throws StoreException {
        Approval one = decide(ask(newName(), NOON), Choice.APPROVE);
        Approval usedUp = decide(ask(newName(), NOON), Choice.APPROVE);
        use(usedUp, Optional.empty(), NOON);

        assertEquals(
                Written.REFUSED,
                decisions()
                        .use(
                                List.of(record()),
                                List.of(
                                        new GrantUse(one.id(), one.call().rule(), Optional.empty()),
                                        new GrantUse(usedUp.id(), usedUp.call().rule(), Optional.empty())),
                                NOON,
                                soon()));
        assertEquals(Written.YES, use(one, Optional.empty(), NOON));
    }

    @Test
    void aRequestUsesAGrantOnceAMinute() throws StoreException {
        Approval granted = decide(ask(newName(), NOON), Choice.APPROVE, new Grant(3, Duration.ofHours(1)));
        Optional<String> mark = Optional.of("request-1");

        assertEquals(Written.YES, use(granted, mark, NOON));
        assertEquals(
                Optional.of(new GrantUse.Made(granted.id(), NOON)),
                store().use(granted.id().call(), "request-1", soon()));
        assertEquals(Written.REFUSED, use(granted, mark, NOON.plusSeconds(59)));
        assertEquals(Written.YES, use(granted, Optional.of("request-2"), NOON.plusSeconds(59)));
        assertEquals(Written.YES, use(granted, mark, NOON.plusSeconds(60)));
    }

    @Test
    void ofManyUsesAtTheSameTimeOneIsWritten() throws Exception {
        Approval granted = decide(ask(newName(), NOON), Choice.APPROVE);
        List<Callable<Boolean>> users = IntStream.range(0, 16)
                .<Callable<Boolean>>mapToObj(i -> {
                    String name = newName();
                    var writer = new Writer(recordStore(), () -> name, Json.Obj.EMPTY, () -> NOON);
                    var use = new GrantUse(granted.id(), granted.call().rule(), Optional.of("request-" + i));
                    return () -> writer.append(
                                    List.of(draft()),
                                    (records, left) -> decisions().use(records, List.of(use), NOON, left),
                                    soon())
                            .isPresent();
                })
                .toList();

        assertEquals(1, atOnce(users).stream().filter(won -> won).count());
    }

    @Test
    void ofContraryDecisionsAtTheSameTimeOneIsWritten() throws Exception {
        Approval asked = ask(newName(), NOON);
        List<Callable<Written>> deciding = IntStream.range(0, 8)
                .<Callable<Written>>mapToObj(i -> () -> decisions()
                        .decide(
                                List.of(record()),
                                asked,
                                after(asked, i % 2 == 0 ? Choice.APPROVE : Choice.DENY, NOON),
                                soon()))
                .toList();

        assertEquals(1, atOnce(deciding).stream().filter(Written.YES::equals).count());
    }

    @Test
    void theSameBytesAgainAreASuccess() throws StoreException {
        Approval granted = decide(ask(newName(), NOON), Choice.APPROVE);
        GrantUse use = new GrantUse(granted.id(), granted.call().rule(), Optional.empty());
        List<SealedRecord> records = List.of(record());
        decisions().use(records, List.of(use), NOON, soon());

        if (tellsItsOwnRecords()) {
            assertEquals(Written.YES, decisions().use(records, List.of(use), NOON, soon()));
        }
        State.Granted left = (State.Granted)
                store().find(granted.id().call(), soon()).orElseThrow().state();
        assertEquals(0, left.left());
    }

    /** Only a store that can lose an answer has to. */
    protected abstract boolean tellsItsOwnRecords();

    private Approval ask(String subject, Instant now) throws StoreException {
        return store().ask(request(subject, call(), now), SEALED, Optional.empty(), MOST, soon())
                .orElseThrow();
    }

    private static Approval request(String subject, String call, Instant now) {
        return Approval.asked(
                new ApprovalId(call, Long.toString(System.nanoTime())),
                new AskedCall("agent", subject, Optional.of("crm"), "tool", "export", "digest", new RuleName("p", "r")),
                now,
                Optional.empty());
    }

    private String call() {
        return "call" + newName();
    }

    private Approval decide(Approval before, Choice choice) throws StoreException {
        return decide(before, choice, ONCE);
    }

    private Approval decide(Approval before, Choice choice, Grant grant) throws StoreException {
        Approval after = ((Change.To) before.decided(choice, Optional.of("so"), grant, NOON)).after();
        assertEquals(Written.YES, decisions().decide(List.of(record()), before, after, soon()));
        return after;
    }

    private static Approval after(Approval before, Choice choice, Instant now) {
        return ((Change.To) before.decided(choice, Optional.empty(), ONCE, now)).after();
    }

    private Written use(Approval granted, Optional<String> mark, Instant now) throws StoreException {
        return decisions()
                .use(
                        List.of(record()),
                        List.of(new GrantUse(granted.id(), granted.call().rule(), mark)),
                        now,
                        soon());
    }

    private List<Approval> allPending() throws StoreException {
        var all = new ArrayList<Approval>();
        String after = "";
        do {
            ApprovalStore.Page page = store().pending(after, 2, soon());
            all.addAll(page.requests());
            after = page.next();
        } while (!after.isEmpty());
        return all;
    }

    private SealedRecord record() {
        return SealedRecords.first(newName(), draft());
    }

    private static Draft draft() {
        return new Draft(Draft.Kind.APPROVAL, NOON, NOON.plus(Duration.ofDays(90)), Json.Obj.EMPTY);
    }

    private static <R> List<R> atOnce(List<Callable<R>> calls) throws Exception {
        var results = new ArrayList<R>();
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            for (var each : threads.invokeAll(calls)) {
                results.add(each.get());
            }
        }
        return results;
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
