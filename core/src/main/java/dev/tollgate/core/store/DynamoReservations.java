package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.limit.ArrivalMemory;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.Claim;
import dev.tollgate.core.limit.DelayedCharge;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.Prepaid;
import dev.tollgate.core.limit.Reservation;
import dev.tollgate.core.limit.ReservationStore;
import dev.tollgate.core.limit.ReservationUse;
import dev.tollgate.core.limit.Reserving;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Reservations in the {@code state} table. First the limit is moved, then the reservation is put: two writes, of half the
 * price of a transaction, and no conflict on a busy key. Between them only a permit can be lost; without its item no
 * reservation admits anything. One conditional update uses it.
 */
public final class DynamoReservations implements ReservationStore {
    private static final String DIGEST = "digest";
    private static final String KEY = "key";
    private static final String SLOT = "slot";
    private static final String COST = "cost";
    private static final String NOT_BEFORE = "from";
    private static final String EXPIRES = "until";
    private static final String USED = "used";
    private static final long MICROS_A_SECOND = 1_000_000L;
    /** So that a use that comes too late can still be told from one of a reservation that never was. */
    private static final long KEPT_AFTER_EXPIRY_S = 3_600;
    /** One guess is made, of how long the item is kept; a wrong one is the last of its kind. */
    private static final int TRIES = 3;

    private final DynamoCalls dynamo;
    private final String table;
    private final ArrivalMemory memory;

    /** @param memory the same as of the {@link DynamoLimits} beside it, so that each learns from the other's writes */
    public DynamoReservations(DynamoCalls dynamo, String table, ArrivalMemory memory) {
        this.dynamo = dynamo;
        this.table = table;
        this.memory = memory;
    }

    @Override
    public Reserving reserve(DelayedCharge wish, String id, String digest, long nowMicros, Deadline deadline)
            throws StoreException {
        for (int tries = 0; tries < TRIES; tries++) {
            if (isRefused(wish, nowMicros)) {
                return new Reserving.Refused();
            }
            Optional<Long> arrival = take(wish, nowMicros, deadline);
            if (arrival.isPresent()) {
                Prepaid paid = Prepaid.of(new Claim(wish.key(), wish.charge()));
                var reservation = new Reservation(id, digest, paid, wish.admittedAt(arrival.get(), nowMicros));
                put(reservation, deadline);
                return new Reserving.Reserved(reservation);
            }
        }
        return new Reserving.Refused();
    }

    private boolean isRefused(DelayedCharge wish, long nowMicros) {
        return seen(wish.key(), wish.charge()) > wish.latestReserving(nowMicros)
                || wish.others().stream().anyMatch(other -> seen(wish.key(), other) > other.latestAdmitting(nowMicros));
    }

    private long seen(LimitKey key, Charge charge) {
        return memory.lowerBound(key, charge.slot());
    }

    /** The arrival time before; empty when nothing was taken. */
    private Optional<Long> take(DelayedCharge wish, long nowMicros, Deadline deadline) throws StoreException {
        return LimitUpdate.reserving(wish, nowMicros, memory)
                .write(dynamo, table, deadline)
                .map(times -> Long.parseLong(times.get(wish.charge().slot()).n())
                        - wish.charge().incrementMicros().orElseThrow());
    }

    private void put(Reservation reservation, Deadline deadline) throws StoreException {
        dynamo.put(table, item(reservation), deadline);
    }

    @Override
    public ReservationUse use(String id, String digest, long nowMicros, Deadline deadline) throws StoreException {
        try {
            var answer = dynamo.call(
                    deadline,
                    (client, settings) -> client.updateItem(request -> request.tableName(table)
                            .key(keyOf(id))
                            .updateExpression("SET #used = :now")
                            .conditionExpression("#digest = :digest AND attribute_not_exists(#used)"
                                    + " AND #from <= :now AND #until >= :now")
                            .expressionAttributeNames(
                                    Map.of("#digest", DIGEST, "#used", USED, "#from", NOT_BEFORE, "#until", EXPIRES))
                            .expressionAttributeValues(Map.of(":digest", text(digest), ":now", number(nowMicros)))
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .overrideConfiguration(settings)));
            return new ReservationUse.Used(reservation(id, answer.attributes()).paid());
        } catch (ConditionalCheckFailedException notSo) {
            return notSo.hasItem() ? unused(id, notSo.item(), digest, nowMicros) : new ReservationUse.Unknown();
        }
    }

    private static ReservationUse unused(String id, Map<String, AttributeValue> item, String digest, long nowMicros) {
        Reservation reservation = reservation(id, item);
        boolean isToCome = reservation.digest().equals(digest)
                && !item.containsKey(USED)
                && nowMicros < reservation.notBeforeMicros();
        return isToCome ? new ReservationUse.TooEarly(reservation) : new ReservationUse.Refused();
    }

    private static Map<String, AttributeValue> keyOf(String id) {
        return Map.of("pk", text("R#" + id), "sk", text("R"));
    }

    private static Map<String, AttributeValue> item(Reservation reservation) {
        return Map.of(
                "pk",
                text("R#" + reservation.id()),
                "sk",
                text("R"),
                DIGEST,
                text(reservation.digest()),
                KEY,
                text(reservation.paid().key().text()),
                SLOT,
                text(reservation.paid().slot()),
                COST,
                number(reservation.paid().cost()),
                NOT_BEFORE,
                number(reservation.notBeforeMicros()),
                EXPIRES,
                number(reservation.expiresMicros()),
                "ttl",
                number(reservation.expiresMicros() / MICROS_A_SECOND + KEPT_AFTER_EXPIRY_S));
    }

    private static Reservation reservation(String id, Map<String, AttributeValue> item) {
        return new Reservation(
                id,
                item.get(DIGEST).s(),
                new Prepaid(
                        new LimitKey(item.get(KEY).s()),
                        item.get(SLOT).s(),
                        Long.parseLong(item.get(COST).n())),
                Long.parseLong(item.get(NOT_BEFORE).n()));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
