package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.limit.Admission;
import dev.tollgate.core.limit.ArrivalMemory;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.LimitStore;
import dev.tollgate.core.limit.LimitStoreContract;
import dev.tollgate.core.limit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DynamoLimitsTest extends LimitStoreContract {
    private static final String TABLE = DynamoLocal.newTable("limits");
    private static final CountedCalls CALLS = new CountedCalls();
    private static final DynamoDbClient CLIENT = DynamoLocal.client();
    private static final DynamoDbClient COUNTED = DynamoLocal.client(CALLS);

    private final LimitStore remembering = limits(CLIENT);

    @Override
    protected LimitStore store() {
        return remembering;
    }

    @Override
    protected LimitStore forgetfulStore() {
        return (key, charges, now, deadline) -> limits(CLIENT).take(key, charges, now, deadline);
    }

    @Override
    protected LimitStore newInstance() {
        return limits(CLIENT);
    }

    @Test
    void takesOneWriteInTheSteadyState() throws StoreException {
        LimitStore store = limits(COUNTED);
        LimitKey key = key();
        Charge fast = Charge.of("fast", TEN_A_SECOND, 1);
        Charge slow = Charge.of("slow", new Rate(100, Duration.ofMinutes(1), 100), 1);
        take(store, key, NOW, fast, slow);
        CALLS.sinceLast();

        for (int i = 1; i <= 20; i++) {
            assertInstanceOf(Admission.Admitted.class, take(store, key, NOW + i * 100_000, fast, slow));
            assertEquals(1, CALLS.sinceLast());
        }
    }

    @Test
    void takesOneWriteOfAKeyThatIsNew() throws StoreException {
        CALLS.sinceLast();
        take(limits(COUNTED), key(), NOW, Charge.of("calls", TEN_A_SECOND, 1));

        assertEquals(1, CALLS.sinceLast());
    }

    @Test
    void takesAtMostTwoWritesWhenNothingIsRemembered() throws StoreException {
        LimitKey key = key();
        Charge one = Charge.of("calls", TEN_A_SECOND, 1);
        take(store(), key, NOW, one);
        CALLS.sinceLast();
        take(limits(COUNTED), key, NOW, one);

        assertEquals(2, CALLS.sinceLast());
    }

    @Test
    void learnsOfARefusalByOneWriteAndRemembersIt() throws StoreException {
        LimitKey key = key();
        Charge five = Charge.of("calls", TEN_A_SECOND, 5);
        take(store(), key, NOW, five);
        LimitStore store = limits(COUNTED);
        CALLS.sinceLast();

        assertEquals(new Admission.Refused(five, 500_000), take(store, key, NOW, five));
        assertEquals(1, CALLS.sinceLast());
        assertEquals(new Admission.Refused(five, 1), take(store, key, NOW + 499_999, five));
        assertEquals(0, CALLS.sinceLast());
        assertInstanceOf(Admission.Admitted.class, take(store, key, NOW + 500_000, five));
    }

    @Test
    void writesNothingForWhatIsTooLarge() throws StoreException {
        CALLS.sinceLast();
        take(limits(COUNTED), key(), NOW, Charge.of("calls", TEN_A_SECOND, 6));

        assertEquals(0, CALLS.sinceLast());
    }

    @Test
    void isNotForgottenWhileAnyLimitOfTheKeyStillCounts() throws StoreException {
        LimitKey key = key();
        Charge monthly = Charge.of("monthly", new Rate(100, Duration.ofDays(30), 100), 100);
        take(store(), key, NOW, monthly);
        long whileMonthlyCounts = (NOW + Duration.ofDays(30).toNanos() / 1_000) / 1_000_000;

        take(store(), key, NOW + 1_000_000, Charge.of("fast", TEN_A_SECOND, 1));
        assertTrue(expires(key) > whileMonthlyCounts, "a short limit of the key must not shorten its life");
        take(limits(CLIENT), key, NOW + 2_000_000, Charge.of("fast", TEN_A_SECOND, 1));
        assertTrue(expires(key) > whileMonthlyCounts, "nor when nothing is remembered");
    }

    @Test
    void livesOnADayAfterItWouldBeIdleInWholeHours() throws StoreException {
        LimitKey key = key();
        take(store(), key, NOW, Charge.of("calls", TEN_A_SECOND, 5));

        assertEquals(Math.ceilDiv(NOW / 1_000_000 + 86_400, 3_600) * 3_600, expires(key));
    }

    @Test
    void saysThatItCouldNotCountWhenTheTableIsNotThere() {
        var limits = new DynamoLimits(DynamoLocal.calls(CLIENT), "no-such-table", new ArrivalMemory(10));

        assertThrows(StoreException.class, () -> take(limits, key(), NOW, Charge.of("calls", TEN_A_SECOND, 1)));
    }

    @Test
    void makesNoCallWhenNoTimeIsLeft() {
        CALLS.sinceLast();

        assertThrows(
                StoreException.class,
                () -> limits(COUNTED)
                        .take(key(), List.of(Charge.of("calls", TEN_A_SECOND, 1)), NOW, Deadline.in(Duration.ZERO)));
        assertEquals(0, CALLS.sinceLast());
    }

    private static LimitStore limits(DynamoDbClient client) {
        return new DynamoLimits(DynamoLocal.calls(client), TABLE, new ArrivalMemory(1_000));
    }

    private static long expires(LimitKey key) {
        var item = CLIENT.getItem(request -> request.tableName(TABLE)
                        .key(Map.of("pk", AttributeValue.fromS(key.text()), "sk", AttributeValue.fromS("L"))))
                .item();
        return Long.parseLong(item.get("ttl").n());
    }
}
