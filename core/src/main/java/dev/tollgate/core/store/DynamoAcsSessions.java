package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.hook.AcsSession;
import dev.tollgate.core.hook.AcsSession.Seen;
import dev.tollgate.core.hook.AcsSessions;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Sessions of ACS in the {@code state} table, under {@code V#<key>}: one conditional write a step. */
public final class DynamoAcsSessions implements AcsSessions {
    private static final String SORT_KEY = "SESSION";
    private static final String VERSION = "version";
    private static final String ENTRIES = "entries";
    private static final String HEAD = "head";
    private static final String NEGOTIATED = "negotiated";
    private static final String SEEN = "seen";
    private static final String TTL = "ttl";

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoAcsSessions(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<AcsSession> find(String key, Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(table, keyOf(key), deadline).map(item -> session(key, item));
    }

    @Override
    public boolean keep(AcsSession session, Instant expires, Deadline deadline) throws StoreException {
        Map<String, AttributeValue> item = item(session, expires);
        try {
            dynamo.call(
                    deadline,
                    (client, settings) -> client.putItem(request -> {
                        request.tableName(table).item(item).overrideConfiguration(settings);
                        if (session.version() == 1) {
                            request.conditionExpression(AuditItems.ONLY_IF_FREE);
                        } else {
                            request.conditionExpression("#version = :before")
                                    .expressionAttributeNames(Map.of("#version", VERSION))
                                    .expressionAttributeValues(Map.of(":before", number(session.version() - 1)));
                        }
                    }));
            return true;
        } catch (ConditionalCheckFailedException another) {
            // A try whose answer was lost may have been the one that was kept.
            return find(session.key(), deadline).equals(Optional.of(session));
        }
    }

    private static Map<String, AttributeValue> keyOf(String key) {
        return Map.of("pk", AttributeValue.fromS("V#" + key), "sk", AttributeValue.fromS(SORT_KEY));
    }

    private static Map<String, AttributeValue> item(AcsSession session, Instant expires) {
        var item = new HashMap<>(keyOf(session.key()));
        item.put(VERSION, number(session.version()));
        item.put(ENTRIES, number(session.entries()));
        session.head().ifPresent(head -> item.put(HEAD, AttributeValue.fromS(head)));
        if (!session.negotiated().isEmpty()) {
            item.put(NEGOTIATED, AttributeValue.fromSs(List.copyOf(session.negotiated())));
        }
        var seen = ByteBuffer.allocate(session.seen().size() * 2 * Long.BYTES);
        session.seen()
                .forEach(request ->
                        seen.putLong(request.id()).putLong(request.at().toEpochMilli()));
        item.put(SEEN, AttributeValue.fromB(SdkBytes.fromByteArray(seen.array())));
        item.put(TTL, number(expires.getEpochSecond()));
        return item;
    }

    private static AcsSession session(String key, Map<String, AttributeValue> item) {
        ByteBuffer bytes = item.get(SEEN).b().asByteBuffer();
        List<Seen> seen = new ArrayList<>();
        while (bytes.hasRemaining()) {
            seen.add(new Seen(bytes.getLong(), Instant.ofEpochMilli(bytes.getLong())));
        }
        return new AcsSession(
                key,
                Long.parseLong(item.get(VERSION).n()),
                Long.parseLong(item.get(ENTRIES).n()),
                Optional.ofNullable(item.get(HEAD)).map(AttributeValue::s),
                Optional.ofNullable(item.get(NEGOTIATED))
                        .map(negotiated -> Set.copyOf(negotiated.ss()))
                        .orElse(Set.of()),
                seen);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
