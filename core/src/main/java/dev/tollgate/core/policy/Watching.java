package dev.tollgate.core.policy;

import dev.tollgate.core.policy.Reaction.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a bundle wants done when something piles up around an agent. */
public record Watching(Optional<Tightening> tightening, List<Reaction> reactions) {
    public static final Duration SHORTEST_WINDOW = Duration.ofSeconds(10);
    public static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    public static final int MOST_REACTIONS = 20;
    public static final Watching NOTHING = new Watching(Optional.empty(), List.of());

    public Watching {
        reactions = List.copyOf(reactions);
        if (reactions.size() > MOST_REACTIONS) {
            throw new IllegalArgumentException("a bundle has at most 20 reactions");
        }
    }

    public List<Reaction> reactionsTo(Event event) {
        return reactions.stream().filter(reaction -> reaction.event() == event).toList();
    }

    /** Whether anything depends on how often an agent was denied. */
    public boolean countsDenials() {
        return longestDenialWindow().isPresent();
    }

    /** How far back denials count; empty when nothing depends on them. */
    public Optional<Duration> longestDenialWindow() {
        return Stream.concat(
                        tightening.map(Tightening::within).stream(),
                        reactionsTo(Event.DENIALS).stream().map(Reaction::within))
                .max(Duration::compareTo);
    }
}
