package dev.tollgate.core.store;

import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.watch.StepDown;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How the {@code state} table keeps the postures that reactions gave to agents. */
final class StepDownItems {
    static final String PREFIX = "Q#A#";
    static final String SORT_KEY = "POSTURE";
    static final String EXPIRES = "expires";
    static final String STRICTNESS = "strictness";
    static final String RECORD = "record";
    private static final String POSTURE = "posture";
    private static final String SINCE = "since";
    private static final String WHY = "why";
    private static final String TTL = "ttl";
    private static final Duration KEPT_AFTERWARDS = Duration.ofDays(1);

    private StepDownItems() {}

    static Map<String, AttributeValue> key(String agent) {
        return Map.of("pk", AttributeValue.fromS(PREFIX + agent), "sk", AttributeValue.fromS(SORT_KEY));
    }

    /** @param record the id of the one that tells of it */
    static Map<String, AttributeValue> item(StepDown stepDown, String record) {
        var item = new HashMap<>(key(stepDown.agent()));
        item.put(POSTURE, AttributeValue.fromS(stepDown.posture().word()));
        item.put(STRICTNESS, strictness(stepDown));
        item.put(SINCE, millis(stepDown.since()));
        item.put(EXPIRES, millis(stepDown.expires()));
        item.put(WHY, AttributeValue.fromS(stepDown.why()));
        item.put(RECORD, AttributeValue.fromS(record));
        item.put(
                TTL,
                AttributeValue.fromN(
                        Long.toString(stepDown.expires().plus(KEPT_AFTERWARDS).getEpochSecond())));
        return item;
    }

    static StepDown stepDown(Map<String, AttributeValue> item) {
        return new StepDown(
                item.get("pk").s().substring(PREFIX.length()),
                Posture.ofWord(item.get(POSTURE).s()).orElseThrow(),
                instant(item, SINCE),
                instant(item, EXPIRES),
                item.get(WHY).s());
    }

    static AttributeValue strictness(StepDown stepDown) {
        return AttributeValue.fromN(Integer.toString(stepDown.posture().ordinal()));
    }

    static AttributeValue millis(Instant at) {
        return AttributeValue.fromN(Long.toString(at.toEpochMilli()));
    }

    private static Instant instant(Map<String, AttributeValue> item, String name) {
        return Instant.ofEpochMilli(Long.parseLong(item.get(name).n()));
    }
}
