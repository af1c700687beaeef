package dev.tollgate.core.store;

import dev.tollgate.core.limit.Claim;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.Plan;
import dev.tollgate.core.limit.Prepaid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A plan as an item of the {@code state} table. Using a step costs a write of the item's whole size, so each count (a
 * key and a limit's slot) is named once, and steps refer to it by its place.
 */
final class PlanItem {
    static final String EXPIRES = "expires";
    static final String STEPS = "steps";
    static final String DIGEST = "digest";
    static final String USED = "used";

    private static final String BUNDLE = "bundle";
    private static final String COUNTS = "counts";
    private static final String KEY = "key";
    private static final String SLOT = "slot";
    private static final String PREPAID = "prepaid";
    private static final long MICROS_A_SECOND = 1_000_000L;
    /** So that a use that comes too late can still be told from one of a plan that never was. */
    private static final long KEPT_AFTER_EXPIRY_S = 3_600;

    private PlanItem() {}

    static Map<String, AttributeValue> keyOf(String planId) {
        return Map.of("pk", text("P#" + planId), "sk", text("P"));
    }

    static Map<String, AttributeValue> of(Plan plan) {
        var places = new LinkedHashMap<Count, Integer>();
        List<AttributeValue> steps =
                plan.steps().stream().map(step -> step(step, places)).toList();
        var item = new LinkedHashMap<>(keyOf(plan.id()));
        item.put(BUNDLE, text(plan.bundle()));
        item.put(
                COUNTS,
                AttributeValue.fromL(
                        places.keySet().stream().map(Count::attribute).toList()));
        item.put(STEPS, AttributeValue.fromL(steps));
        item.put(EXPIRES, number(plan.expiresMicros()));
        item.put("ttl", number(plan.expiresMicros() / MICROS_A_SECOND + KEPT_AFTER_EXPIRY_S));
        return item;
    }

    private static AttributeValue step(Plan.Step step, Map<Count, Integer> places) {
        var prepaid = new ArrayList<AttributeValue>();
        for (Claim claim : step.claims()) {
            var count = new Count(claim.key(), claim.charge().slot());
            places.putIfAbsent(count, places.size());
            prepaid.add(number(places.get(count)));
            prepaid.add(number(claim.charge().cost()));
        }
        return AttributeValue.fromM(Map.of(DIGEST, text(step.digest()), PREPAID, AttributeValue.fromL(prepaid)));
    }

    static List<Prepaid> prepaid(Map<String, AttributeValue> item, int place) {
        List<AttributeValue> counts = item.get(COUNTS).l();
        List<AttributeValue> pairs =
                item.get(STEPS).l().get(place).m().get(PREPAID).l();
        var prepaid = new ArrayList<Prepaid>();
        for (int i = 0; i < pairs.size(); i += 2) {
            Count count =
                    Count.of(counts.get(Integer.parseInt(pairs.get(i).n())).m());
            prepaid.add(new Prepaid(
                    count.key(), count.slot(), Long.parseLong(pairs.get(i + 1).n())));
        }
        return prepaid;
    }

    private record Count(LimitKey key, String slot) {
        static Count of(Map<String, AttributeValue> attributes) {
            return new Count(
                    new LimitKey(attributes.get(KEY).s()), attributes.get(SLOT).s());
        }

        AttributeValue attribute() {
            return AttributeValue.fromM(Map.of(KEY, text(key.text()), SLOT, text(slot)));
        }
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
