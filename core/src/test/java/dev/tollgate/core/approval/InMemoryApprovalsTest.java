package dev.tollgate.core.approval;

import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.RecordStore;
import java.util.concurrent.atomic.AtomicInteger;

class InMemoryApprovalsTest extends ApprovalStoreContract {
    private final InMemoryRecordStore records = new InMemoryRecordStore();
    private final InMemoryApprovals approvals = new InMemoryApprovals(records);
    private final AtomicInteger names = new AtomicInteger();

    @Override
    protected ApprovalStore store() {
        return approvals;
    }

    @Override
    protected ApprovalRecords decisions() {
        return approvals;
    }

    @Override
    protected RecordStore recordStore() {
        return records;
    }

    @Override
    protected String newName() {
        return "name" + names.incrementAndGet();
    }

    @Override
    protected boolean tellsItsOwnRecords() {
        return false;
    }
}
