package dev.tollgate.core.store;

import dev.tollgate.core.approval.ApprovalRecords;
import dev.tollgate.core.approval.ApprovalStore;
import dev.tollgate.core.approval.ApprovalStoreContract;
import dev.tollgate.core.record.RecordStore;
import java.util.concurrent.atomic.AtomicInteger;

class DynamoApprovalsTest extends ApprovalStoreContract {
    private static final Tables TABLES = new Tables("", DynamoLocal.newTable("state"), DynamoLocal.newTable("audit"));
    private static final DynamoCalls CALLS = DynamoLocal.calls(DynamoLocal.client());
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final ApprovalStore store = new DynamoApprovals(CALLS, TABLES.state());
    private final ApprovalRecords decisions = new DynamoApprovalRecords(CALLS, TABLES);
    private final RecordStore records = new DynamoRecords(CALLS, TABLES.audit());

    @Override
    protected ApprovalStore store() {
        return store;
    }

    @Override
    protected ApprovalRecords decisions() {
        return decisions;
    }

    @Override
    protected RecordStore recordStore() {
        return records;
    }

    @Override
    protected String newName() {
        return "name" + NAMES.incrementAndGet();
    }

    @Override
    protected boolean tellsItsOwnRecords() {
        return true;
    }
}
