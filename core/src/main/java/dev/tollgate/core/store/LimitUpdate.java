package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.limit.ArrivalMemory;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.DelayedCharge;
import dev.tollgate.core.limit.LimitKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The conditional write that takes charges on one key: one SET for each charge and for the expiry, and the AND of what
 * each of them guesses. A condition cannot say max(now, arrival), so the write guesses from memory whether each limit is
 * idle; a wrong guess fails, brings the true arrival times with it, and the next write is made right.
 */
final class LimitUpdate {
    private static final long MICROS_A_SECOND = 1_000_000L;
    private static final long KEPT_AFTER_IDLE_S = 86_400;
    private static final long HOUR_S = 3_600;
    private static final String EXPIRY = "ttl";

    private final LimitKey key;
    private final List<Charge> charges;
    private final long nowMicros;
    private final ArrivalMemory memory;
    private final List<String> sets = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final Map<String, Long> leastAfterwards = new HashMap<>();
    private long keptUntilS;

    private LimitUpdate(LimitKey key, List<Charge> charges, long nowMicros, ArrivalMemory memory) {
        this.key = key;
        this.charges = charges;
        this.nowMicros = nowMicros;
        this.memory = memory;
        values.put(":now", number(nowMicros));
    }

    /**
     * Takes all charges now.
     *
     * @param charges none of which is too large
     */
    static LimitUpdate taking(LimitKey key, List<Charge> charges, long nowMicros, ArrivalMemory memory) {
        var update = new LimitUpdate(key, charges, nowMicros, memory);
        charges.forEach(update::take);
        update.keep(memory.lowerBound(key, EXPIRY));
        return update;
    }

    /** Takes the charge that has to wait, where the others could be taken now. */
    static LimitUpdate reserving(DelayedCharge wish, long nowMicros, ArrivalMemory memory) {
        List<Charge> all =
                Stream.concat(Stream.of(wish.charge()), wish.others().stream()).toList();
        var update = new LimitUpdate(wish.key(), all, nowMicros, memory);
        update.takeAhead(wish);
        wish.others().forEach(update::check);
        update.keep(memory.lowerBound(wish.key(), EXPIRY));
        return update;
    }

    private void take(Charge charge) {
        int i = conditions.size();
        long latest = charge.latestAdmitting(nowMicros);
        long increment = charge.incrementMicros().orElseThrow();
        long known = memory.lowerBound(key, charge.slot());
        names.put("#t" + i, charge.slot());
        if (known >= nowMicros) {
            sets.add("#t" + i + " = #t" + i + " + :inc" + i);
            conditions.add("#t" + i + " BETWEEN :now AND :max" + i);
            values.put(":inc" + i, number(increment));
            values.put(":max" + i, number(latest));
            leastAfterwards.put(charge.slot(), known + increment);
        } else {
            long fresh = charge.arrivalFromIdle(nowMicros);
            sets.add("#t" + i + " = :fresh" + i);
            conditions.add("(attribute_not_exists(#t" + i + ") OR #t" + i + " < :now)");
            values.put(":fresh" + i, number(fresh));
            leastAfterwards.put(charge.slot(), fresh);
        }
        keepUntil(latest + increment);
    }

    /** There is nothing to guess: what refused a charge is busy, and stays so until it admits it. */
    private void takeAhead(DelayedCharge wish) {
        long latest = wish.latestReserving(nowMicros);
        long increment = wish.charge().incrementMicros().orElseThrow();
        names.put("#t0", wish.charge().slot());
        sets.add("#t0 = #t0 + :inc0");
        conditions.add("#t0 BETWEEN :now AND :max0");
        values.put(":inc0", number(increment));
        values.put(":max0", number(latest));
        keepUntil(latest + increment);
    }

    private void check(Charge charge) {
        int i = conditions.size();
        names.put("#t" + i, charge.slot());
        conditions.add("(attribute_not_exists(#t" + i + ") OR #t" + i + " <= :max" + i + ")");
        values.put(":max" + i, number(charge.latestAdmitting(nowMicros)));
    }

    private void keepUntil(long idleMicros) {
        keptUntilS = Math.max(keptUntilS, idleMicros / MICROS_A_SECOND + KEPT_AFTER_IDLE_S);
    }

    /** Another limit of the key may need it for longer. In whole hours, so that it seldom changes. */
    private void keep(long keptAnywayS) {
        long untilS = Math.ceilDiv(keptUntilS, HOUR_S) * HOUR_S;
        names.put("#ttl", EXPIRY);
        values.put(":ttl", number(untilS));
        if (keptAnywayS > untilS) {
            conditions.add("#ttl > :ttl");
        } else {
            sets.add("#ttl = :ttl");
            conditions.add("(attribute_not_exists(#ttl) OR #ttl <= :ttl)");
            leastAfterwards.put(EXPIRY, untilS);
        }
    }

    Map<String, AttributeValue> itemKey() {
        return Map.of("pk", AttributeValue.fromS(key.text()), "sk", AttributeValue.fromS("L"));
    }

    String expression() {
        return "SET " + String.join(", ", sets);
    }

    String condition() {
        return String.join(" AND ", conditions);
    }

    Map<String, String> names() {
        return names;
    }

    Map<String, AttributeValue> values() {
        return values;
    }

    /** The times that it wrote; empty when a guess was wrong or a charge is refused: the memory knows which. */
    Optional<Map<String, AttributeValue>> write(DynamoCalls dynamo, String table, Deadline deadline)
            throws StoreException {
        try {
            var answer = dynamo.call(
                    deadline,
                    (client, settings) -> client.updateItem(request -> request.tableName(table)
                            .key(itemKey())
                            .updateExpression(expression())
                            .conditionExpression(condition())
                            .expressionAttributeNames(names)
                            .expressionAttributeValues(values)
                            .returnValues(ReturnValue.UPDATED_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .overrideConfiguration(settings)));
            saw(answer.attributes());
            return Optional.of(answer.attributes());
        } catch (ConditionalCheckFailedException notSo) {
            saw(notSo.item());
            return Optional.empty();
        }
    }

    /** Remembers the times that stand in the item, or in as much of it as there is. */
    void saw(Map<String, AttributeValue> item) {
        charges.forEach(charge -> saw(charge.slot(), item));
        saw(EXPIRY, item);
    }

    private void saw(String slot, Map<String, AttributeValue> item) {
        AttributeValue time = item.get(slot);
        if (time != null) {
            memory.saw(key, slot, Long.parseLong(time.n()));
        }
    }

    /** Remembers what is certain after the write succeeded, when it did not bring the item with it. */
    void wasWritten() {
        leastAfterwards.forEach((slot, time) -> memory.saw(key, slot, time));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
