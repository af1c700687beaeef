package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.limit.Admission;
import dev.tollgate.core.limit.ArrivalMemory;
import dev.tollgate.core.limit.Booking;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.Plan;
import dev.tollgate.core.limit.PlanStoreContract;
import dev.tollgate.core.limit.PlanUse;
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

class DynamoPlansTest extends PlanStoreContract {
    private static final String TABLE = DynamoLocal.newTable("plans");
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
    void takesOneTransactionInTheSteadyState() throws StoreException {
        Stores stores = stores(COUNTED);
        List<LimitKey> keys = List.of(key(), key());
        book(stores, plan(step("a", claim(keys.get(0), 1), claim(keys.get(1), 1))), NOW);
        CALLS.sinceLast();

        for (int i = 1; i <= 10; i++) {
            Plan plan = plan(step("a", claim(keys.get(0), 1)), step("b", claim(keys.get(1), 1)));
            assertEquals(new Booking.Booked(), book(stores, plan, NOW + i * 100_000));
            assertEquals(1, CALLS.sinceLast());
        }
    }

    @Test
    void takesTwoTransactionsWhenNothingIsRemembered() throws StoreException {
        List<LimitKey> keys = List.of(key(), key(), key());
        Plan plan = plan(step("a", claim(keys.get(0), 1), claim(keys.get(1), 1), claim(keys.get(2), 1)));
        book(stores(), plan, NOW);
        CALLS.sinceLast();
        Plan again = plan(plan.steps().toArray(Plan.Step[]::new));

        assertEquals(new Booking.Booked(), book(stores(COUNTED), again, NOW));
        assertEquals(2, CALLS.sinceLast());
    }

    @Test
    void learnsOfEveryWaitByOneTransaction() throws StoreException {
        List<LimitKey> keys = List.of(key(), key());
        take(stores(), keys.get(0), NOW, 5);
        take(stores(), keys.get(1), NOW, 5);
        CALLS.sinceLast();

        Booking booking = book(stores(COUNTED), plan(step("a", claim(keys.get(0), 1), claim(keys.get(1), 1))), NOW);
        assertEquals(2, assertInstanceOf(Booking.Refused.class, booking).waits().size());
        assertEquals(1, CALLS.sinceLast());
    }

    @Test
    void writesNothingForWhatIsTooLarge() throws StoreException {
        CALLS.sinceLast();
        book(stores(COUNTED), plan(step("a", claim(key(), 6))), NOW);

        assertEquals(0, CALLS.sinceLast());
    }

    @Test
    void usesAStepByOneWrite() throws StoreException {
        Plan plan = plan(step("a", claim(key(), 1)));
        Stores stores = stores(COUNTED);
        book(stores, plan, NOW);
        CALLS.sinceLast();

        assertInstanceOf(PlanUse.Used.class, stores.plans().use(plan.id(), 0, "a", NOW, soon()));
        assertEquals(1, CALLS.sinceLast());
    }

    @Test
    void asksAgainWhenTransactionsOfOthersAreInTheWay() throws StoreException {
        var conflicts = new Conflicts(CLIENT, 3);
        LimitKey key = key();

        assertEquals(new Booking.Booked(), book(stores(conflicts), plan(step("a", claim(key, 4))), NOW));
        assertEquals(4, conflicts.tries());
        assertEquals(new Admission.Admitted(List.of(0L)), take(stores(), key, NOW, 1));
    }

    @Test
    void aSingleCallAsksAgainWhenATransactionIsInTheWay() throws StoreException {
        var conflicts = new Conflicts(CLIENT, 3);

        assertEquals(new Admission.Admitted(List.of(4L)), take(stores(conflicts), key(), NOW, 1));
        assertEquals(4, conflicts.tries());
    }

    @Test
    void givesUpOnConflictsWhenTheTimeIsOver() {
        var conflicts = new Conflicts(CLIENT, Integer.MAX_VALUE);
        Stores stores = stores(conflicts);
        Deadline deadline = Deadline.in(Duration.ofMillis(200));
        long before = System.nanoTime();

        assertThrows(StoreException.class, () -> stores.plans().book(plan(step("a", claim(key(), 1))), NOW, deadline));
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() < 5_000);
        int tries = conflicts.tries();
        assertTrue(tries >= 3 && tries <= 60, "it tried " + tries + " times");
    }

    @Test
    void aPlanNeverTakesThePlaceOfAnother() throws StoreException {
        LimitKey key = key();
        Plan plan = plan(step("a", claim(key, 1)));
        book(stores(), plan, NOW);

        assertThrows(StoreException.class, () -> book(stores(), plan, NOW));
        assertEquals(new Admission.Admitted(List.of(0L)), take(stores(), key, NOW, 4));
    }

    @Test
    void isForgottenAnHourAfterItExpired() throws StoreException {
        Plan plan = plan(step("a"));
        book(stores(), plan, NOW);
        var item = CLIENT.getItem(request -> request.tableName(TABLE)
                        .key(Map.of("pk", AttributeValue.fromS("P#" + plan.id()), "sk", AttributeValue.fromS("P"))))
                .item();

        assertEquals(
                (NOW + QUARTER_HOUR) / 1_000_000 + 3_600,
                Long.parseLong(item.get("ttl").n()));
    }

    @Test
    void saysThatItCouldNotCountWhenTheTableIsNotThere() {
        var plans = new DynamoPlans(DynamoLocal.calls(CLIENT), "no-such-table", new ArrivalMemory(10));

        assertThrows(StoreException.class, () -> plans.book(plan(step("a", claim(key(), 1))), NOW, soon()));
        assertThrows(StoreException.class, () -> plans.use("plan", 0, "a", NOW, soon()));
    }

    @Test
    void makesNoCallWhenNoTimeIsLeft() {
        CALLS.sinceLast();
        Deadline passed = Deadline.in(Duration.ZERO);
        Stores stores = stores(COUNTED);

        assertThrows(StoreException.class, () -> stores.plans().book(plan(step("a", claim(key(), 1))), NOW, passed));
        assertThrows(StoreException.class, () -> stores.plans().use("plan", 0, "a", NOW, passed));
        assertEquals(0, CALLS.sinceLast());
    }

    private static Stores stores(DynamoDbClient client) {
        var memory = new ArrivalMemory(1_000);
        DynamoCalls calls = DynamoLocal.calls(client);
        return new Stores(new DynamoLimits(calls, TABLE, memory), new DynamoPlans(calls, TABLE, memory));
    }
}
