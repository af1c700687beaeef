package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.limit.Admission;
import dev.tollgate.core.limit.ArrivalMemory;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.LimitStore;
import dev.tollgate.core.limit.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Limits in the {@code state} table: one item a key, one number a limit (its arrival time), one conditional write an
 * admission. A condition cannot say max(now, arrival), so a write guesses whether each limit is idle; a wrong guess
 * fails, brings the true arrival times with it, and is made right.
 */
public final class DynamoLimits implements LimitStore {
    private static final long MICROS_A_SECOND = 1_000_000L;
    private static final long KEPT_AFTER_IDLE_S = 86_400;
    private static final long HOUR_S = 3_600;
    private static final String EXPIRY = "ttl";

    private final DynamoCalls dynamo;
    private final String table;
    private final ArrivalMemory memory;

    public DynamoLimits(DynamoCalls dynamo, String table, ArrivalMemory memory) {
        this.dynamo = dynamo;
        this.table = table;
        this.memory = memory;
    }

    @Override
    public Admission take(LimitKey key, List<Charge> charges, long nowMicros, Deadline deadline) throws StoreException {
        Optional<Admission> refusal = Refusal.ofTooLarge(charges)
                .or(() -> Refusal.byArrivals(charges, charge -> memory.lowerBound(key, charge.slot()), nowMicros));
        // Each failed write makes at least one more guess right for good: none of these times ever falls.
        int guesses = charges.size() + 1;
        for (int tries = 0; refusal.isEmpty() && tries <= guesses; tries++) {
            Optional<Admission> admitted = write(key, charges, nowMicros, deadline);
            if (admitted.isPresent()) {
                return admitted.get();
            }
            refusal = Refusal.byArrivals(charges, charge -> memory.lowerBound(key, charge.slot()), nowMicros);
        }
        return refusal.orElseThrow(() -> new StoreException("the limits of a key changed in an unexpected way", null));
    }

    /** Empty when the guess was wrong or the charges are refused: the memory knows which. */
    private Optional<Admission> write(LimitKey key, List<Charge> charges, long nowMicros, Deadline deadline)
            throws StoreException {
        var update = new Update(nowMicros);
        charges.forEach(charge -> update.add(charge, memory.lowerBound(key, charge.slot()) >= nowMicros));
        update.keep(memory.lowerBound(key, EXPIRY));
        try {
            var answer = dynamo.call(
                    deadline,
                    (client, settings) -> client.updateItem(request -> request.tableName(table)
                            .key(Map.of("pk", AttributeValue.fromS(key.text()), "sk", AttributeValue.fromS("L")))
                            .updateExpression(update.expression())
                            .conditionExpression(update.condition())
                            .expressionAttributeNames(update.names)
                            .expressionAttributeValues(update.values)
                            .returnValues(ReturnValue.UPDATED_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .overrideConfiguration(settings)));
            remember(key, charges, answer.attributes());
            return Optional.of(new Admission.Admitted(charges.stream()
                    .map(charge -> charge.remaining(
                            Long.parseLong(
                                    answer.attributes().get(charge.slot()).n()),
                            nowMicros))
                    .toList()));
        } catch (ConditionalCheckFailedException notSo) {
            remember(key, charges, notSo.item());
            return Optional.empty();
        }
    }

    private void remember(LimitKey key, List<Charge> charges, Map<String, AttributeValue> item) {
        charges.forEach(charge -> remember(key, charge.slot(), item));
        remember(key, EXPIRY, item);
    }

    private void remember(LimitKey key, String slot, Map<String, AttributeValue> item) {
        AttributeValue time = item.get(slot);
        if (time != null) {
            memory.saw(key, slot, Long.parseLong(time.n()));
        }
    }

    /** One SET for each charge and for the expiry, and the AND of what each of them guesses. */
    private static final class Update {
        private final long nowMicros;
        private final List<String> sets = new ArrayList<>();
        private final List<String> conditions = new ArrayList<>();
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, AttributeValue> values = new HashMap<>();
        private long keptUntilS;

        Update(long nowMicros) {
            this.nowMicros = nowMicros;
            values.put(":now", number(nowMicros));
        }

        void add(Charge charge, boolean busy) {
            int i = conditions.size();
            long latest = charge.latestAdmitting(nowMicros);
            long increment = charge.incrementMicros().orElseThrow();
            names.put("#t" + i, charge.slot());
            if (busy) {
                sets.add("#t" + i + " = #t" + i + " + :inc" + i);
                conditions.add("#t" + i + " BETWEEN :now AND :max" + i);
                values.put(":inc" + i, number(increment));
                values.put(":max" + i, number(latest));
            } else {
                sets.add("#t" + i + " = :fresh" + i);
                conditions.add("(attribute_not_exists(#t" + i + ") OR #t" + i + " < :now)");
                values.put(":fresh" + i, number(charge.arrivalFromIdle(nowMicros)));
            }
            keptUntilS = Math.max(keptUntilS, (latest + increment) / MICROS_A_SECOND + KEPT_AFTER_IDLE_S);
        }

        /** Another limit of the key may need it for longer. In whole hours, so that it seldom changes. */
        void keep(long keptAnywayS) {
            long untilS = Math.ceilDiv(keptUntilS, HOUR_S) * HOUR_S;
            names.put("#ttl", EXPIRY);
            values.put(":ttl", number(untilS));
            if (keptAnywayS > untilS) {
                conditions.add("#ttl > :ttl");
            } else {
                sets.add("#ttl = :ttl");
                conditions.add("(attribute_not_exists(#ttl) OR #ttl <= :ttl)");
            }
        }

        String expression() {
            return "SET " + String.join(", ", sets);
        }

        String condition() {
            return String.join(" AND ", conditions);
        }

        private static AttributeValue number(long value) {
            return AttributeValue.fromN(Long.toString(value));
        }
    }
}
