package dev.tollgate.core.policy;

import java.time.Duration;

/**
 * What is done about an agent by itself, for a while.
 *
 * @param event what is counted
 * @param count from so many on
 * @param within which of them count
 * @param posture what the agent gets
 * @param lasting for how long
 */
public record Reaction(Event event, long count, Duration within, Posture posture, Duration lasting) {
    /** Networks are noted for five minutes at a time. */
    public static final Duration SHORTEST_NETWORK_WINDOW = Duration.ofMinutes(5);

    public static final long LEAST_NETWORKS = 2;
    /** No more networks of one key are kept apart. */
    public static final long MOST_NETWORKS = 32;

    public static final Duration SHORTEST = Duration.ofSeconds(10);
    public static final Duration LONGEST = Duration.ofDays(30);

    public Reaction {
        boolean isCounted = switch (event) {
            case DENIALS -> count >= 1 && count <= Tightening.MOST_DENIALS;
            case KEY_NETWORKS -> count >= LEAST_NETWORKS && count <= MOST_NETWORKS;
        };
        Duration shortest = shortestWindow(event);
        if (!isCounted || within.compareTo(shortest) < 0 || within.compareTo(Watching.LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "there is no reaction to " + count + " " + event.word() + " within " + within);
        }
        if (posture == Posture.NORMAL) {
            throw new IllegalArgumentException("a reaction changes the posture");
        }
        if (lasting.compareTo(SHORTEST) < 0 || lasting.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a reaction lasts for 10 s to 30 days, not for " + lasting);
        }
    }

    public static Duration shortestWindow(Event event) {
        return switch (event) {
            case DENIALS -> Watching.SHORTEST_WINDOW;
            case KEY_NETWORKS -> SHORTEST_NETWORK_WINDOW;
        };
    }

    public enum Event {
        /** Of what an agent asked for. */
        DENIALS("denials"),
        /** From which one key of the agent was used. */
        KEY_NETWORKS("key_networks");

        private final String word;

        Event(String word) {
            this.word = word;
        }

        /** The word in policies and records. */
        public String word() {
            return word;
        }
    }
}
