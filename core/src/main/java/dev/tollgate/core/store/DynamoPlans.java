package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.limit.ArrivalMemory;
import dev.tollgate.core.limit.Booking;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.Claim;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.Plan;
import dev.tollgate.core.limit.PlanStore;
import dev.tollgate.core.limit.PlanUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Plans in the {@code state} table. One transaction takes the limits of all keys and puts the plan; one conditional
 * update uses a step.
 */
public final class DynamoPlans implements PlanStore {
    private final DynamoCalls dynamo;
    private final String table;
    private final ArrivalMemory memory;

    /** @param memory the same as of the {@link DynamoLimits} beside it, so that each learns from the other's writes */
    public DynamoPlans(DynamoCalls dynamo, String table, ArrivalMemory memory) {
        this.dynamo = dynamo;
        this.table = table;
        this.memory = memory;
    }

    @Override
    public Booking book(Plan plan, long nowMicros, Deadline deadline) throws StoreException {
        List<Claim> sum = plan.sum();
        List<Claim> tooLarge =
                sum.stream().filter(claim -> claim.charge().tooLarge()).toList();
        return tooLarge.isEmpty() ? write(plan, sum, nowMicros, deadline) : new Booking.TooLarge(tooLarge);
    }

    /**
     * Asks even when the memory already knows of a refusal: the answer names the wait of every limit, and the memory may
     * know of one only, or of a time that is over.
     */
    private Booking write(Plan plan, List<Claim> sum, long nowMicros, Deadline deadline) throws StoreException {
        var byKey = sum.stream()
                .collect(Collectors.groupingBy(
                        Claim::key, Collectors.mapping(Claim::charge, Collectors.<Charge>toList())));
        var pauses = dynamo.pauses();
        // As for one key: each wrong guess is the last of its kind. Conflicts are bounded by the deadline.
        int guesses = sum.size() + byKey.size() + 1;
        while (guesses > 0) {
            List<LimitUpdate> updates = updates(byKey, nowMicros);
            switch (transact(plan, updates, deadline)) {
                case Outcome.Done done -> {
                    updates.forEach(LimitUpdate::wasWritten);
                    return new Booking.Booked();
                }
                case Outcome.Cancelled cancelled -> {
                    List<Booking.Wait> waits = waits(sum, nowMicros);
                    if (!waits.isEmpty()) {
                        return new Booking.Refused(waits);
                    }
                    if (cancelled.byConflict()) {
                        pauses.pause(deadline);
                    } else {
                        guesses--;
                    }
                }
            }
        }
        throw new StoreException("the limits of a plan changed in an unexpected way", null);
    }

    private List<LimitUpdate> updates(Map<LimitKey, List<Charge>> byKey, long nowMicros) {
        var updates = new ArrayList<LimitUpdate>();
        byKey.forEach((key, charges) -> updates.add(LimitUpdate.taking(key, charges, nowMicros, memory)));
        return updates;
    }

    private List<Booking.Wait> waits(List<Claim> sum, long nowMicros) {
        return sum.stream()
                .map(claim -> new Booking.Wait(
                        claim,
                        memory.lowerBound(claim.key(), claim.charge().slot())
                                - claim.charge().latestAdmitting(nowMicros)))
                .filter(wait -> wait.retryAfterMicros() > 0)
                .toList();
    }

    private sealed interface Outcome {
        record Done() implements Outcome {}

        /** @param byConflict whether a transaction of somebody else was in the way */
        record Cancelled(boolean byConflict) implements Outcome {}
    }

    private Outcome transact(Plan plan, List<LimitUpdate> updates, Deadline deadline) throws StoreException {
        List<TransactWriteItem> writes = Stream.concat(updates.stream().map(this::write), Stream.of(put(plan)))
                .toList();
        try {
            dynamo.callPatiently(
                    deadline,
                    (client, settings) -> client.transactWriteItems(
                            request -> request.transactItems(writes).overrideConfiguration(settings)));
            return new Outcome.Done();
        } catch (TransactionCanceledException cancelled) {
            return learned(cancelled.cancellationReasons(), updates);
        }
    }

    private static Outcome learned(List<CancellationReason> reasons, List<LimitUpdate> updates) throws StoreException {
        boolean byConflict = false;
        for (int i = 0; i < reasons.size(); i++) {
            CancellationReason reason = reasons.get(i);
            switch (reason.code()) {
                case "None" -> {}
                case "TransactionConflict" -> byConflict = true;
                case "ConditionalCheckFailed" -> {
                    if (i == updates.size()) {
                        throw new StoreException("there is a plan of this id already", null);
                    }
                    updates.get(i).saw(reason.item());
                }
                default -> throw new StoreException("DynamoDB refused a transaction: " + reason.code(), null);
            }
        }
        return new Outcome.Cancelled(byConflict);
    }

    private TransactWriteItem write(LimitUpdate update) {
        return TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(table)
                        .key(update.itemKey())
                        .updateExpression(update.expression())
                        .conditionExpression(update.condition())
                        .expressionAttributeNames(update.names())
                        .expressionAttributeValues(update.values())
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build();
    }

    private TransactWriteItem put(Plan plan) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(table)
                        .item(PlanItem.of(plan))
                        .conditionExpression("attribute_not_exists(pk)")
                        .build())
                .build();
    }

    @Override
    public PlanUse use(String planId, int place, String digest, long nowMicros, Deadline deadline)
            throws StoreException {
        try {
            var answer = dynamo.call(
                    deadline,
                    (client, settings) -> client.updateItem(request -> request.tableName(table)
                            .key(PlanItem.keyOf(planId))
                            .updateExpression("ADD #used :places")
                            .conditionExpression("#expires > :now AND #steps[" + place
                                    + "].#digest = :digest AND NOT contains(#used, :place)")
                            .expressionAttributeNames(Map.of(
                                    "#used", PlanItem.USED,
                                    "#expires", PlanItem.EXPIRES,
                                    "#steps", PlanItem.STEPS,
                                    "#digest", PlanItem.DIGEST))
                            .expressionAttributeValues(Map.of(
                                    ":places", AttributeValue.fromNs(List.of(Integer.toString(place))),
                                    ":place", PlanItem.number(place),
                                    ":now", PlanItem.number(nowMicros),
                                    ":digest", PlanItem.text(digest)))
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .overrideConfiguration(settings)));
            return new PlanUse.Used(PlanItem.prepaid(answer.attributes(), place));
        } catch (ConditionalCheckFailedException notSo) {
            return notSo.hasItem() ? new PlanUse.Refused() : new PlanUse.Unknown();
        }
    }
}
