package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.limit.Admission;
import dev.tollgate.core.limit.ArrivalMemory;
import dev.tollgate.core.limit.DelayedCharge;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.Reservation;
import dev.tollgate.core.limit.ReservationStoreContract;
import dev.tollgate.core.limit.ReservationUse;
import dev.tollgate.core.limit.Reserving;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DynamoReservationsTest extends ReservationStoreContract {
    private static final String TABLE = DynamoLocal.newTable("reservations");
    private static final CountedCalls CALLS = new CountedCalls();
    private static final DynamoDbClient CLIENT = DynamoLocal.client();
    private static final DynamoDbClient COUNTED = DynamoLocal.client(CALLS);

    private final Stores stores = stores(CLIENT);

    @Override
    protected Stores stores() {
        return stores;
    }

    @Override
    protected Stores newInstance() {
        return stores(CLIENT);
    }

    @Test
    void aDelayedCallCostsTwoWritesWhereTheRefusalIsRememberedAndItsUseOne() throws StoreException {
        LimitKey key = key();
        Stores stores = stores(COUNTED);
        take(stores, key, NOW, 5);
        CALLS.sinceLast();

        assertInstanceOf(Admission.Refused.class, take(stores, key, NOW, 1));
        Reservation reservation = reserved(stores, key, NOW, 1);
        assertEquals(2, CALLS.sinceLast());
        assertInstanceOf(ReservationUse.Used.class, use(stores, reservation, "call", reservation.notBeforeMicros()));
        assertEquals(1, CALLS.sinceLast());
    }

    @Test
    void writesNothingForAWaitThatIsKnownToBeTooLong() throws StoreException {
        LimitKey key = key();
        Stores stores = stores(COUNTED);
        take(stores, key, NOW, 5);
        for (int i = 0; i < 5; i++) {
            reserved(stores, key, NOW, 1);
        }
        CALLS.sinceLast();

        assertEquals(new Reserving.Refused(), reserve(stores, key, NOW, 1));
        assertEquals(0, CALLS.sinceLast());
    }

    /** A steady stream of delayed calls keeps the count's item as one of admitted calls does. */
    @Test
    void keepsTheCountWhileItIsBusy() throws StoreException {
        LimitKey key = key();
        take(stores, key, NOW, 5);
        long expiry = expiry(key);
        long later = NOW + Duration.ofHours(2).toNanos() / 1_000;
        CLIENT.updateItem(request -> request.tableName(TABLE)
                .key(itemKey(key.text(), "L"))
                .updateExpression("SET #t = :busy")
                .expressionAttributeNames(Map.of("#t", charge(1).slot()))
                .expressionAttributeValues(Map.of(":busy", AttributeValue.fromN(Long.toString(later + 500_000)))));

        assertEquals(later + 100_000, reserved(newInstance(), key, later, 1).notBeforeMicros());
        assertTrue(expiry(key) > expiry, "the expiry moves with the count");
    }

    /** The limit moves first: a crash after it loses a permit, and what was never put admits nothing. */
    @Test
    void aReservationThatWasNotPutIsUnknownAndItsPermitIsGone() throws StoreException {
        LimitKey key = key();
        take(stores, key, NOW, 5);
        var broken = new FailingPuts(CLIENT);
        String id = id();
        var wish = new DelayedCharge(key, charge(1), HALF_A_SECOND, List.of());

        assertThrows(StoreException.class, () -> stores(broken).reservations().reserve(wish, id, "call", NOW, soon()));
        assertEquals(new ReservationUse.Unknown(), stores.reservations().use(id, "call", NOW + 100_000, soon()));
        assertInstanceOf(Admission.Refused.class, take(newInstance(), key, NOW + 199_999, 1));
        assertInstanceOf(Admission.Admitted.class, take(newInstance(), key, NOW + 200_000, 1));
    }

    @Test
    void isForgottenAnHourAfterItExpired() throws StoreException {
        LimitKey key = key();
        take(stores, key, NOW, 5);
        Reservation reservation = reserved(stores, key, NOW, 1);

        assertEquals(
                reservation.expiresMicros() / 1_000_000 + 3_600,
                Long.parseLong(item("R#" + reservation.id(), "R").get("ttl").n()));
    }

    @Test
    void makesNoCallWhenNoTimeIsLeft() {
        CALLS.sinceLast();
        Deadline passed = Deadline.in(Duration.ZERO);
        Stores stores = stores(COUNTED);
        var wish = new DelayedCharge(key(), charge(1), HALF_A_SECOND, List.of());

        assertThrows(StoreException.class, () -> stores.reservations().reserve(wish, id(), "call", NOW, passed));
        assertThrows(StoreException.class, () -> stores.reservations().use("id", "call", NOW, passed));
        assertEquals(0, CALLS.sinceLast());
    }

    /** DynamoDB that loses what is put. */
    private record FailingPuts(DynamoDbClient inner) implements DynamoDbClient {
        @Override
        public UpdateItemResponse updateItem(UpdateItemRequest request) {
            return inner.updateItem(request);
        }

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            throw SdkClientException.create("lost, as planned");
        }

        @Override
        public String serviceName() {
            return inner.serviceName();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private static long expiry(LimitKey key) {
        return Long.parseLong(item(key.text(), "L").get("ttl").n());
    }

    private static Map<String, AttributeValue> item(String pk, String sk) {
        return CLIENT.getItem(request -> request.tableName(TABLE).key(itemKey(pk, sk)))
                .item();
    }

    private static Map<String, AttributeValue> itemKey(String pk, String sk) {
        return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
    }

    private static Stores stores(DynamoDbClient client) {
        var memory = new ArrivalMemory(1_000);
        DynamoCalls calls = DynamoLocal.calls(client);
        return new Stores(new DynamoLimits(calls, TABLE, memory), new DynamoReservations(calls, TABLE, memory));
    }
}
