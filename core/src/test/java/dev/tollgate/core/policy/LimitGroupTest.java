package dev.tollgate.core.policy;

import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static dev.tollgate.core.policy.Bundles.limit;
import static dev.tollgate.core.policy.LimitRule.KeyPart.ACTION_NAME;
import static dev.tollgate.core.policy.LimitRule.KeyPart.RESOURCE_ID;
import static dev.tollgate.core.policy.LimitRule.KeyPart.RESOURCE_TYPE;
import static dev.tollgate.core.policy.LimitRule.KeyPart.SUBJECT_ID;
import static dev.tollgate.core.policy.LimitRule.KeyPart.SUBJECT_OWNER;
import static dev.tollgate.core.policy.LimitRule.KeyPart.TOOL_NAME;
import static dev.tollgate.core.policy.LimitRule.KeyPart.TOOL_SERVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LimitGroupTest {

    @Test
    void takesWhatAnAgentHasAloneBeforeWhatItSharesWithOthers() {
        assertEquals(
                List.of("agent+tool", "agent+server", "agent", "owner", "tool+action", "tool", "server", "all"),
                order(
                        limit("all"),
                        limit("tool+action", TOOL_NAME, ACTION_NAME),
                        limit("server", TOOL_SERVER),
                        limit("agent", SUBJECT_ID),
                        limit("tool", TOOL_NAME),
                        limit("agent+server", SUBJECT_ID, TOOL_SERVER),
                        limit("owner", SUBJECT_OWNER),
                        limit("agent+tool", TOOL_NAME, SUBJECT_ID)));
    }

    @Test
    void anAgentOverItsOwnLimitDrainsNoLimitOfMoreParts() {
        assertEquals(
                List.of("agent", "shared"),
                order(
                        limit("shared", TOOL_SERVER, ACTION_NAME, RESOURCE_TYPE, RESOURCE_ID),
                        limit("agent", SUBJECT_ID)));
    }

    @Test
    void limitsOfOneKeyAreTakenTogether() {
        List<LimitGroup> groups = LimitGroup.narrowestFirst(
                List.of(take(limit("b", SUBJECT_ID), 2), take(limit("x")), take(limit("a", SUBJECT_ID), 1)),
                Mode.ENFORCE);

        assertEquals(2, groups.size());
        assertEquals(
                List.of("a", "b"),
                groups.getFirst().limits().stream().map(LimitRule::name).toList());
        assertEquals(
                List.of(1L, 2L),
                groups.getFirst().charges().stream().map(Charge::cost).toList());
        assertEquals(
                "b",
                groups.getFirst().limitOf(groups.getFirst().charges().get(1)).name());
    }

    @Test
    void whatCostsNothingIsLeftOut() {
        assertEquals(List.of(), LimitGroup.narrowestFirst(List.of(take(limit("a"), 0)), Mode.ENFORCE));
    }

    @Test
    void keysTellValuesAndKindsApart() {
        assertNotEquals(key(limit("l", SUBJECT_ID), "a"), key(limit("l", SUBJECT_ID), "b"));
        assertNotEquals(key(limit("l", SUBJECT_ID), "a"), key(limit("l", SUBJECT_OWNER), "a"));
        assertNotEquals(
                key(limit("l", SUBJECT_ID, TOOL_NAME), "a", "b,c"), key(limit("l", SUBJECT_ID, TOOL_NAME), "a,b", "c"));
        assertNotEquals(
                key(limit("l", SUBJECT_ID, TOOL_NAME), "a\",\"b", "c"),
                key(limit("l", SUBJECT_ID, TOOL_NAME), "a", "b\",\"c"));
        assertEquals(key(limit("l", SUBJECT_ID), "a"), key(limit("other", SUBJECT_ID), "a"));
    }

    @Test
    void keysAreShortAndHoldNoValue() {
        String key = key(limit("l", SUBJECT_ID), "agent:alice@example.com" + "x".repeat(5_000));

        assertTrue(key.length() < 100, key);
        assertFalse(key.contains("alice"), key);
    }

    @Test
    void goesOnWithoutStoreOnlyWhereEachOfItsLimitsSaysSo() {
        var closed = limit("a", SUBJECT_ID);
        var open = new LimitRule(
                "b",
                Mode.ENFORCE,
                closed.rate(),
                closed.per(),
                closed.cost(),
                closed.exceeded(),
                true,
                Optional.empty());

        assertTrue(LimitGroup.narrowestFirst(List.of(take(open)), Mode.ENFORCE)
                .getFirst()
                .allowsWithoutStore());
        assertFalse(LimitGroup.narrowestFirst(List.of(take(open), take(closed)), Mode.ENFORCE)
                .getFirst()
                .allowsWithoutStore());
    }

    @Property
    void aKeyThatTellsMoreApartIsTakenFirst(@ForAll("parts") List<KeyPart> parts, @ForAll("parts") List<KeyPart> more) {
        var both = EnumSet.noneOf(KeyPart.class);
        both.addAll(parts);
        both.addAll(more);
        if (both.size() == parts.size()) {
            return;
        }

        assertEquals(
                List.of("narrow", "wide"),
                order(limit("wide", parts.toArray(KeyPart[]::new)), limit("narrow", both.toArray(KeyPart[]::new))));
    }

    @Property
    void theOrderInWhichLimitsAreFoundDoesNotMatter(@ForAll("parts") List<KeyPart> parts, @ForAll Random random) {
        var limits = new ArrayList<LimitRule>();
        parts.forEach(part -> limits.add(limit("l" + limits.size(), part)));
        limits.add(limit("all", parts.toArray(KeyPart[]::new)));
        var shuffled = new ArrayList<>(limits);
        Collections.shuffle(shuffled, random);

        assertEquals(order(limits.toArray(LimitRule[]::new)), order(shuffled.toArray(LimitRule[]::new)));
    }

    @Provide
    Arbitrary<List<KeyPart>> parts() {
        return Arbitraries.of(KeyPart.class).list().uniqueElements();
    }

    private static List<String> order(LimitRule... limits) {
        var takes = new ArrayList<Verdict.Take>();
        for (LimitRule limit : limits) {
            takes.add(take(limit));
        }
        return LimitGroup.narrowestFirst(takes, Mode.ENFORCE).stream()
                .flatMap(group -> group.limits().stream())
                .map(LimitRule::name)
                .toList();
    }

    private static Verdict.Take take(LimitRule limit) {
        return take(limit, 1);
    }

    private static Verdict.Take take(LimitRule limit, long cost) {
        return new Verdict.Take(limit, limit.per().stream().map(KeyPart::word).toList(), Optional.of(cost));
    }

    private static String key(LimitRule limit, String... values) {
        return LimitGroup.narrowestFirst(
                        List.of(new Verdict.Take(limit, List.of(values), Optional.of(1L))), Mode.ENFORCE)
                .getFirst()
                .key()
                .text();
    }
}
