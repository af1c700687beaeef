package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.approval.ApprovalRecords;
import dev.tollgate.core.approval.GrantUse;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.decision.DecisionFlow.Decided;
import dev.tollgate.decision.Reception.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Writes the records of decisions together with what these use of grants, so that no use goes without its record and no
 * record without its use. Where a grant turns out to be used up or taken back, the decision is another one.
 */
final class GrantedRecords {
    private final Writer writer;
    private final ApprovalRecords grants;
    private final ApprovalGate approvals;

    GrantedRecords(Writer writer, ApprovalRecords grants, ApprovalGate approvals) {
        this.writer = writer;
        this.grants = grants;
        this.approvals = approvals;
    }

    /** What is to be recorded, and the decision that it is about, if any. */
    interface Item {
        Optional<Draft> draft();

        Optional<Decided> decided();

        default List<GrantUse> uses() {
            return decided().map(Decided::uses).orElse(List.of());
        }
    }

    record Recorded<I extends Item>(List<I> items, List<SealedRecord> records) {
        Recorded {
            items = List.copyOf(items);
            records = List.copyOf(records);
        }
    }

    /** @param anew the item, when its decision is another one */
    <I extends Item> Recorded<I> append(List<I> items, BiFunction<I, Decided, I> anew, Visit visit, Deadline deadline)
            throws StoreException {
        List<I> first = fitting(items, anew, visit);
        Optional<Recorded<I>> recorded = tryAppend(first, visit, deadline);
        if (recorded.isPresent()) {
            return recorded.get();
        }
        List<I> second = lookedAtAgain(first, anew, visit, deadline);
        recorded = tryAppend(second, visit, deadline);
        if (recorded.isPresent()) {
            return recorded.get();
        }
        List<I> last = new ArrayList<>();
        for (I item : second) {
            last.add(refused(item, "Others use what was approved at the same moment. Ask again.", anew, visit));
        }
        return new Recorded<>(last, writer.append(drafts(last), deadline));
    }

    private <I extends Item> Optional<Recorded<I>> tryAppend(List<I> items, Visit visit, Deadline deadline)
            throws StoreException {
        List<GrantUse> uses =
                items.stream().flatMap(item -> item.uses().stream()).toList();
        Optional<List<SealedRecord>> written = uses.isEmpty()
                ? Optional.of(writer.append(drafts(items), deadline))
                : writer.append(
                        drafts(items),
                        (records, left) -> grants.use(
                                records, uses, visit.arrival().clock().instant(), left),
                        deadline);
        return written.map(records -> new Recorded<>(items, records));
    }

    private static <I extends Item> List<Draft> drafts(List<I> items) {
        return items.stream().flatMap(item -> item.draft().stream()).toList();
    }

    /** What does not fit into one transaction has to be asked for in another request. */
    private static <I extends Item> List<I> fitting(List<I> items, BiFunction<I, Decided, I> anew, Visit visit) {
        var fitting = new ArrayList<I>();
        int room = ApprovalRecords.MOST_WRITES - drafts(items).size();
        for (I item : items) {
            room -= item.uses().stream().mapToInt(GrantUse::writes).sum();
            fitting.add(
                    room >= 0
                            ? item
                            : refused(
                                    item,
                                    "This batch is too large for approved calls. Ask in smaller ones.",
                                    anew,
                                    visit));
        }
        return fitting;
    }

    private <I extends Item> List<I> lookedAtAgain(
            List<I> items, BiFunction<I, Decided, I> anew, Visit visit, Deadline deadline) throws StoreException {
        visit.grants().restart();
        var again = new ArrayList<I>();
        for (I item : items) {
            again.add(
                    item.decided().isPresent()
                            ? anew.apply(item, approvals.again(item.decided().get(), visit, deadline))
                            : item);
        }
        return again;
    }

    private static <I extends Item> I refused(I item, String message, BiFunction<I, Decided, I> anew, Visit visit) {
        return item.uses().isEmpty()
                ? item
                : anew.apply(item, ApprovalGate.refused(item.decided().orElseThrow(), message, visit));
    }
}
