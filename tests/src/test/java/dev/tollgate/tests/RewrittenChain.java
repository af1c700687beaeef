package dev.tollgate.tests;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A chain of the audit table as a careful forger writes it anew: each hash fits, each record follows the one before. */
final class RewrittenChain {
    private static final List<String> KEYS = List.of("pk", "sk", "hash", "g1p", "g2p", "g3p", "gs");

    private final List<Map<String, AttributeValue>> chain;

    RewrittenChain(List<Map<String, AttributeValue>> chain) {
        this.chain = chain;
    }

    List<Map<String, AttributeValue>> items() {
        var items = new ArrayList<Map<String, AttributeValue>>();
        String prev = chain.getFirst().get("prev").s();
        for (Map<String, AttributeValue> item : chain) {
            var forged = new HashMap<>(item);
            forged.put("prev", AttributeValue.fromS(prev));
            forged.put("forged", AttributeValue.fromBool(true));
            var content = new TreeMap<>(forged);
            content.keySet().removeAll(KEYS);
            prev = SealedRecord.hashOf(object(content));
            forged.put("hash", AttributeValue.fromS(prev));
            items.add(forged);
        }
        return items;
    }

    private static Json.Obj object(Map<String, AttributeValue> attributes) {
        var members = new LinkedHashMap<String, Json>();
        attributes.forEach((name, value) -> members.put(name, json(value)));
        return new Json.Obj(members);
    }

    private static Json json(AttributeValue value) {
        return switch (value.type()) {
            case S -> Json.of(value.s());
            case N -> new Json.Num(value.n());
            case BOOL -> Json.of(value.bool());
            case M -> object(value.m());
            case L -> new Json.Arr(value.l().stream().map(RewrittenChain::json).toList());
            case NUL -> Json.Null.NULL;
            case B, SS, NS, BS, UNKNOWN_TO_SDK_VERSION -> throw new AssertionError("no record holds a " + value.type());
        };
    }
}
