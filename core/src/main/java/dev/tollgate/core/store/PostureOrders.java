package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureScope;
import dev.tollgate.core.posture.PostureStore;
import dev.tollgate.core.posture.StandingPosture;
import dev.tollgate.core.store.RegistryTable.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Sets postures and ends them. What is over goes when another one is set. */
public final class PostureOrders {
    private final RegistryTable table;
    private final InstantSource clock;

    PostureOrders(RegistryTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * Takes the place of what stood for the scope.
     *
     * @param posture not {@code NORMAL}: that is what {@link #clear} does
     * @param lasts until somebody ends it, when empty
     */
    public PostureOrder set(PostureScope scope, Posture posture, String reason, Optional<Duration> lasts)
            throws StoreException, AdministrationException {
        if (posture == Posture.NORMAL) {
            throw new IllegalArgumentException("what is normal is not set");
        }
        Instant now = clock.instant();
        var order = new PostureOrder(
                scope,
                new StandingPosture(
                        posture,
                        now.truncatedTo(ChronoUnit.MICROS),
                        lasts.map(span -> now.plus(span).truncatedTo(ChronoUnit.SECONDS))),
                reason);
        List<PostureOrder> all = list();
        checkRoom(scope, all, now);
        table.put(RegistryItems.item(order));
        tidy(all, now);
        return order;
    }

    /** @return what stood there, unless it was over */
    public Optional<PostureOrder> clear(PostureScope scope) throws StoreException {
        return table.remove(RegistryItems.postureKey(scope))
                .flatMap(RegistryItems::postureOrder)
                .filter(order -> !order.standing().isOver(clock.instant()));
    }

    /** Those for everything first, then servers, then agents, each by name; also what is over. */
    public List<PostureOrder> list() throws StoreException {
        var orders = new ArrayList<PostureOrder>();
        for (Map<String, AttributeValue> item : table.query(RegistryItems.POSTURES)) {
            orders.add(RegistryItems.postureOrder(item)
                    .orElseThrow(() -> new StoreException(
                            "the registry has a posture that this version of the command cannot read", null)));
        }
        orders.sort(Comparator.comparing(PostureOrders::place));
        return orders;
    }

    /** What stands for everything always has room. */
    private static void checkRoom(PostureScope scope, List<PostureOrder> all, Instant now)
            throws AdministrationException {
        long others = all.stream()
                .filter(each -> !each.standing().isOver(now)
                        && !each.scope().equals(scope)
                        && !each.scope().equals(PostureScope.EVERYTHING))
                .count();
        if (others >= PostureStore.MOST && !scope.equals(PostureScope.EVERYTHING)) {
            throw new AdministrationException("there are " + PostureStore.MOST
                    + " postures of servers and agents already, the most there can be; clear some, or set one for "
                    + "everything");
        }
    }

    private void tidy(List<PostureOrder> all, Instant now) throws StoreException {
        for (PostureOrder each : all) {
            if (each.standing().isOver(now)) {
                // Not what somebody has set anew meanwhile.
                table.removeIf(RegistryItems.postureKey(each.scope()), "#since = :since", since(each));
            }
        }
    }

    private static Values since(PostureOrder order) {
        return new Values(
                Map.of("#since", RegistryItems.SINCE),
                Map.of(":since", RegistryItems.time(order.standing().since())));
    }

    private static String place(PostureOrder order) {
        return switch (order.scope()) {
            case PostureScope.Everything everything -> "0";
            case PostureScope.OfServer(String server) -> "1" + server;
            case PostureScope.OfAgent(String agent) -> "2" + agent;
        };
    }
}
