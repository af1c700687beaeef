package dev.tollgate.core.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * From which networks a key was used, in spells of five minutes.
 *
 * @param bySpell pseudonyms of networks by the number of the spell, counted from 1970 on
 */
public record KeySightings(Map<Long, Set<String>> bySpell) {
    public static final Duration SPELL = Duration.ofMinutes(5);

    public KeySightings {
        bySpell = Map.copyOf(bySpell);
    }

    public static long spell(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SPELL.toSeconds());
    }

    /** A spell counts as a whole while any part of it lies in the window: up to five minutes longer than the window. */
    public int networksLately(Duration within, Instant now) {
        return new TreeMap<>(bySpell)
                .tailMap(spell(now.minus(within))).values().stream()
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet())
                        .size();
    }
}
