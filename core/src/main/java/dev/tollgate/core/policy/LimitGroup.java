package dev.tollgate.core.policy;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.DelayedCharge;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The limits that a call takes on one key.
 *
 * @param limits in the order of {@code charges}
 */
public record LimitGroup(LimitKey key, List<LimitRule> limits, List<Charge> charges) {
    public LimitGroup {
        limits = List.copyOf(limits);
        charges = List.copyOf(charges);
    }

    public LimitRule limitOf(Charge charge) {
        return limits.get(charges.indexOf(charge));
    }

    /** What of this call waits for its turn at a limit that refuses it, when the others of the key admit it. */
    public DelayedCharge delayed(Charge charge) {
        return new DelayedCharge(
                key,
                charge,
                limitOf(charge).maxDelay(),
                charges.stream().filter(other -> !other.equals(charge)).toList());
    }

    /** Whether the call may go on uncounted while the store cannot be reached. */
    public boolean allowsWithoutStore() {
        return limits.stream().allMatch(LimitRule::allowsWithoutStore);
    }

    /**
     * Groups what a call takes by key, narrowest key first, so that an agent over its own limit cannot drain what it
     * shares with others. What costs nothing is left out.
     *
     * @param takes each with a cost
     * @param mode what is only monitored is counted under keys of its own
     */
    public static List<LimitGroup> narrowestFirst(List<Verdict.Take> takes, Mode mode) {
        Map<LimitKey, List<Verdict.Take>> byKey = takes.stream()
                .filter(take -> take.cost().orElseThrow() > 0)
                .sorted(Comparator.comparing((Verdict.Take take) -> take.limit().per(), LimitGroup::byNarrowness)
                        .thenComparing(take -> take.limit().name()))
                .collect(Collectors.groupingBy(take -> keyOf(take, mode), LinkedHashMap::new, Collectors.toList()));
        var groups = new ArrayList<LimitGroup>();
        byKey.forEach((key, taken) -> groups.add(new LimitGroup(
                key,
                taken.stream().map(Verdict.Take::limit).toList(),
                taken.stream()
                        .map(take -> Charge.of(
                                take.limit().name(),
                                take.limit().rate(),
                                take.cost().orElseThrow()))
                        .toList())));
        return groups;
    }

    private static int byNarrowness(List<KeyPart> left, List<KeyPart> right) {
        return Comparator.<List<KeyPart>>comparingInt(LimitGroup::sharing)
                .thenComparing(
                        Comparator.<List<KeyPart>>comparingInt(List::size).reversed())
                .thenComparing(LimitGroup::inDeclaredOrder)
                .compare(left, right);
    }

    /** What an agent has alone is narrower than what its owner's agents share, and that than what all share. */
    private static int sharing(List<KeyPart> per) {
        if (per.contains(KeyPart.SUBJECT_ID)) {
            return 0;
        }
        return per.contains(KeyPart.SUBJECT_OWNER) ? 1 : 2;
    }

    private static String inDeclaredOrder(List<KeyPart> per) {
        return per.stream()
                .sorted()
                .map(part -> String.valueOf((char) ('a' + part.ordinal())))
                .collect(Collectors.joining());
    }

    /** Values are hashed: they may be long, and may name people. */
    private static LimitKey keyOf(Verdict.Take take, Mode mode) {
        String kinds = take.limit().per().stream().map(KeyPart::word).collect(Collectors.joining("+"));
        return new LimitKey((mode == Mode.MONITOR ? "M#" : "L#") + kinds + "#"
                + Sha256.hex(CanonicalJson.RFC_8785.bytes(Json.texts(take.key())))
                        .substring(0, 32));
    }
}
