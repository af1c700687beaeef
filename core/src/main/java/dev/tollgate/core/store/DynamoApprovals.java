package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.approval.Approval;
import dev.tollgate.core.approval.ApprovalId;
import dev.tollgate.core.approval.ApprovalStore;
import dev.tollgate.core.approval.GrantUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Requests for approval in the {@code state} table, as {@link ApprovalItems} lays them out. A request, its call and its
 * entry among the pending ones are written in one transaction. How many a subject has pending is counted before that, so
 * that as many more may come as functions ask at the same moment.
 */
public final class DynamoApprovals implements ApprovalStore {
    /** Each lost try means that somebody else wrote a request for the very same call meanwhile. */
    private static final int TRIES = 3;

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoApprovals(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<Approval> find(String call, Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(table, ApprovalItems.requestKey(call), deadline)
                .map(ApprovalItems::approval);
    }

    @Override
    public Optional<GrantUse.Made> use(String call, String mark, Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(table, ApprovalItems.useKey(call, mark), deadline)
                .map(item -> ApprovalItems.made(call, item));
    }

    @Override
    public Optional<Approval> ask(
            Approval request, byte[] sealed, Optional<Approval> instead, int most, Deadline deadline)
            throws StoreException {
        if (hasPending(request, most, deadline)) {
            return Optional.empty();
        }
        Optional<Approval> before = instead;
        for (int tried = 0; tried < TRIES; tried++) {
            if (put(request, sealed, before, deadline)) {
                return Optional.of(request);
            }
            before = find(request.id().call(), deadline);
            if (before.filter(there -> there.standsAt(request.asked())).isPresent()) {
                return before;
            }
        }
        throw new StoreException("a request for approval changed in an unexpected way", null);
    }

    private boolean hasPending(Approval request, int most, Deadline deadline) throws StoreException {
        QueryResponse counted = dynamo.call(
                deadline,
                (client, settings) -> client.query(query -> query.tableName(table)
                        .select(Select.COUNT)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :subject)")
                        .filterExpression("#expires > :now")
                        .expressionAttributeNames(Map.of("#expires", ApprovalItems.EXPIRES))
                        .expressionAttributeValues(Map.of(
                                ":pk", ApprovalItems.text(ApprovalItems.PENDING_PARTITION),
                                ":subject", ApprovalItems.text(ApprovalItems.pendingPrefix(request.call())),
                                ":now", ApprovalItems.time(request.asked())))
                        .overrideConfiguration(settings)));
        return counted.count() >= most || counted.hasLastEvaluatedKey();
    }

    private boolean put(Approval request, byte[] sealed, Optional<Approval> before, Deadline deadline)
            throws StoreException {
        List<TransactWriteItem> puts = List.of(
                put(ApprovalItems.request(request), before),
                put(ApprovalItems.sealed(request, sealed)),
                put(ApprovalItems.pending(request)));
        var pauses = dynamo.pauses();
        while (true) {
            try {
                dynamo.callPatiently(
                        deadline,
                        (client, settings) -> client.transactWriteItems(
                                write -> write.transactItems(puts).overrideConfiguration(settings)));
                return true;
            } catch (TransactionCanceledException cancelled) {
                if (!RecordTransaction.isConflict(cancelled.cancellationReasons())) {
                    return false;
                }
                pauses.pause(deadline);
            }
        }
    }

    private TransactWriteItem put(Map<String, AttributeValue> item, Optional<Approval> before) {
        var put = Put.builder().tableName(table).item(item);
        if (before.isPresent()) {
            put.conditionExpression("#nonce = :before")
                    .expressionAttributeNames(Map.of("#nonce", ApprovalItems.NONCE))
                    .expressionAttributeValues(Map.of(
                            ":before", ApprovalItems.text(before.get().id().nonce())));
        } else {
            put.conditionExpression("attribute_not_exists(pk)");
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(Put.builder().tableName(table).item(item).build())
                .build();
    }

    @Override
    public Optional<byte[]> sealed(ApprovalId id, Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(table, ApprovalItems.sealedKey(id.call()), deadline)
                .filter(item -> item.get(ApprovalItems.NONCE).s().equals(id.nonce()))
                .map(item -> item.get(ApprovalItems.DATA).b().asByteArray());
    }

    @Override
    public Page pending(String after, int most, Deadline deadline) throws StoreException {
        var query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .limit(most)
                // No sort key is empty, so the first one is after a space.
                .keyConditionExpression("pk = :pk AND sk > :after")
                .expressionAttributeValues(Map.of(
                        ":pk", ApprovalItems.text(ApprovalItems.PENDING_PARTITION),
                        ":after", ApprovalItems.text(after.isEmpty() ? " " : after)));
        QueryResponse answer = dynamo.call(
                deadline,
                (client, settings) ->
                        client.query(query.overrideConfiguration(settings).build()));
        String next = answer.hasLastEvaluatedKey()
                ? answer.lastEvaluatedKey().get(ApprovalItems.SK).s()
                : "";
        return new Page(answer.items().stream().map(ApprovalItems::approval).toList(), next);
    }
}
