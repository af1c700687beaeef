package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureScope;
import dev.tollgate.core.posture.PostureStore;
import dev.tollgate.core.posture.PostureStoreContract;
import dev.tollgate.core.posture.StandingPosture;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static dev.tollgate.core.policy.PostureScope.EVERYTHING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DynamoPosturesTest extends PostureStoreContract {
    private static final DynamoDbClient CLIENT = DynamoLocal.client();
    private static final Optional<Duration> AN_HOUR = Optional.of(Duration.ofHours(1));

    private final String table = DynamoLocal.newTable("registry");
    private final PostureStore store = new DynamoPostures(DynamoLocal.calls(CLIENT), table);
    private Instant now = NOON;
    private final PostureOrders orders =
            new RegistryAdministration(CLIENT, table, () -> now, new SecureRandom()).postures();

    @Override
    protected PostureStore store() {
        return store;
    }

    @Override
    protected void set(PostureScope scope, Posture posture, Optional<Duration> lasts) throws Exception {
        orders.set(scope, posture, "as planned", lasts);
    }

    @Override
    protected void clear(PostureScope scope) throws Exception {
        orders.clear(scope);
    }

    @Test
    void theListHasTheReasonsAndAnOrder() throws Exception {
        set(agent(1), Posture.READ_ONLY, Optional.empty());
        set(new PostureScope.OfServer("files"), Posture.LOCKDOWN, AN_HOUR);
        set(EVERYTHING, Posture.READ_ONLY, Optional.empty());

        assertEquals(
                List.of(EVERYTHING, new PostureScope.OfServer("files"), agent(1)),
                orders.list().stream().map(PostureOrder::scope).toList());
        assertEquals("as planned", orders.list().getFirst().reason());
    }

    @Test
    void clearingTellsWhetherAnythingStood() throws Exception {
        set(EVERYTHING, Posture.READ_ONLY, Optional.empty());
        set(agent(1), Posture.READ_ONLY, AN_HOUR);
        now = NOON.plusSeconds(3_600);

        assertEquals(
                Posture.READ_ONLY,
                orders.clear(EVERYTHING).orElseThrow().standing().posture());
        assertEquals(Optional.empty(), orders.clear(EVERYTHING));
        assertEquals(Optional.empty(), orders.clear(agent(1)));
    }

    @Test
    void whatIsOverGoesWhenAnotherIsSet() throws Exception {
        set(agent(1), Posture.READ_ONLY, AN_HOUR);
        now = NOON.plusSeconds(3_600);
        assertEquals(1, orders.list().size());
        set(agent(2), Posture.READ_ONLY, Optional.empty());

        assertEquals(
                List.of(agent(2)),
                orders.list().stream().map(PostureOrder::scope).toList());
    }

    @Test
    void noMoreThanAThousandStandAndAllOfThemAreRead() throws Exception {
        for (int i = 0; i < PostureStore.MOST; i++) {
            put(RegistryItems.item(new PostureOrder(
                    agent(i), new StandingPosture(Posture.READ_ONLY, NOON, Optional.empty()), "\u00e4".repeat(1_000))));
        }

        AdministrationException refused = assertThrows(
                AdministrationException.class,
                () -> set(new PostureScope.OfServer("files"), Posture.LOCKDOWN, Optional.empty()));
        assertEquals(
                "there are 1000 postures of servers and agents already, the most there can be; clear some, or set one "
                        + "for everything",
                refused.getMessage());
        set(agent(7), Posture.LOCKDOWN, Optional.empty());
        set(EVERYTHING, Posture.LOCKDOWN, Optional.empty());
        assertEquals(
                PostureStore.MOST + 1,
                store.all(Deadline.in(Duration.ofMinutes(1))).size());
    }

    @Test
    void whatThisVersionDoesNotKnowIsNotTakenForNormal() throws Exception {
        var item = new HashMap<>(RegistryItems.postureKey(EVERYTHING));
        item.put("posture", RegistryItems.text("half_open"));
        item.put("since", RegistryItems.time(NOON));
        put(item);

        assertThrows(StoreException.class, () -> store.all(Deadline.in(Duration.ofMinutes(1))));
    }

    private static PostureScope agent(int number) {
        return new PostureScope.OfAgent("agent-" + number);
    }

    private void put(Map<String, AttributeValue> item) {
        CLIENT.putItem(request -> request.tableName(table).item(item));
    }
}
