package dev.tollgate.core.approval;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.approval.Approval.State;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The obvious store of approvals, over a store of records, whose failures it shares. */
public final class InMemoryApprovals implements ApprovalStore, ApprovalRecords {
    private final InMemoryRecordStore records;
    private final Map<String, Approval> requests = new HashMap<>();
    private final Map<String, byte[]> sealed = new HashMap<>();
    private final Map<String, GrantUse.Made> uses = new HashMap<>();
    private final TreeMap<String, Approval> pending = new TreeMap<>();
    private boolean down;
    private int reads;

    public InMemoryApprovals(InMemoryRecordStore records) {
        this.records = records;
    }

    public synchronized void goDown() {
        down = true;
    }

    /** How often anything was read. */
    public synchronized int reads() {
        return reads;
    }

    private void read() throws StoreException {
        reads++;
        if (down) {
            throw new StoreException("approvals are down, as planned", null);
        }
    }

    @Override
    public synchronized Optional<Approval> find(String call, Deadline deadline) throws StoreException {
        read();
        return Optional.ofNullable(requests.get(call));
    }

    @Override
    public synchronized Optional<GrantUse.Made> use(String call, String mark, Deadline deadline) throws StoreException {
        read();
        return Optional.ofNullable(uses.get(call + mark));
    }

    @Override
    public synchronized Optional<Approval> ask(
            Approval request, byte[] shown, Optional<Approval> instead, int most, Deadline deadline)
            throws StoreException {
        read();
        long waiting = pending.values().stream()
                .filter(each -> each.call().subjectKey().equals(request.call().subjectKey()))
                .filter(each -> each.isPendingAt(request.asked()))
                .count();
        if (waiting >= most) {
            return Optional.empty();
        }
        Approval there = requests.get(request.id().call());
        boolean isAsExpected = Optional.ofNullable(there).map(Approval::id).equals(instead.map(Approval::id));
        if (!isAsExpected && there != null && there.standsAt(request.asked())) {
            return Optional.of(there);
        }
        requests.put(request.id().call(), request);
        sealed.put(request.id().text(), shown);
        pending.put(entry(request), request);
        return Optional.of(request);
    }

    @Override
    public synchronized Optional<byte[]> sealed(ApprovalId id, Deadline deadline) throws StoreException {
        read();
        return Optional.ofNullable(sealed.get(id.text()));
    }

    @Override
    public synchronized Page pending(String after, int most, Deadline deadline) throws StoreException {
        read();
        List<Approval> page =
                pending.tailMap(after, false).values().stream().limit(most).toList();
        return new Page(page, page.size() < most ? "" : entry(page.getLast()));
    }

    @Override
    public synchronized Written use(List<SealedRecord> written, List<GrantUse> used, Instant now, Deadline deadline)
            throws StoreException {
        Map<ApprovalId, Long> counts =
                used.stream().collect(Collectors.groupingBy(GrantUse::id, Collectors.counting()));
        return records.append(
                written,
                () -> counts.entrySet().stream().allMatch(each -> hasLeft(each.getKey(), each.getValue(), now))
                        && used.stream().noneMatch(use -> wasMade(use, now)),
                () -> {
                    counts.forEach((id, count) -> use(id, count.intValue(), now));
                    used.forEach(use -> use.mark()
                            .ifPresent(mark -> uses.put(use.id().call() + mark, new GrantUse.Made(use.id(), now))));
                },
                deadline);
    }

    private boolean hasLeft(ApprovalId id, long count, Instant now) {
        Approval there = requests.get(id.call());
        return there != null
                && there.id().equals(id)
                && there.isGrantedAt(now)
                && ((State.Granted) there.state()).left() >= count;
    }

    private boolean wasMade(GrantUse use, Instant now) {
        return use.mark()
                .map(mark -> uses.get(use.id().call() + mark))
                .filter(made -> made.at().isAfter(now.minus(Approval.REPEATS)))
                .isPresent();
    }

    private void use(ApprovalId id, int count, Instant now) {
        requests.computeIfPresent(id.call(), (call, there) -> {
            var granted = (State.Granted) there.state();
            return new Approval(
                    id,
                    there.call(),
                    new State.Granted(granted.uses(), granted.left() - count, granted.until()),
                    there.asked(),
                    there.expires(),
                    Optional.of(now));
        });
    }

    @Override
    public synchronized Written decide(List<SealedRecord> written, Approval before, Approval after, Deadline deadline)
            throws StoreException {
        return records.append(
                written,
                () -> {
                    Approval there = requests.get(before.id().call());
                    return there != null
                            && there.id().equals(before.id())
                            && there.state().getClass().equals(before.state().getClass());
                },
                () -> {
                    requests.put(before.id().call(), after);
                    pending.remove(entry(before));
                },
                deadline);
    }

    private static String entry(Approval approval) {
        return approval.call().subjectKey() + "#" + approval.id().call();
    }
}
