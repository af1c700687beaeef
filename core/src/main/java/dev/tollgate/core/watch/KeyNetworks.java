package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.RecentMap;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Reaction;
import dev.tollgate.core.record.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Notes from which networks each key is used; steady use is noted once in five minutes and instance. */
public final class KeyNetworks {
    /** From so many networks within minutes nobody works who has one place to work from. */
    public static final int SUSPICIOUS = 3;

    private static final Duration LONGEST = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int MOST_RECORDS_A_MINUTE = 10;
    private static final String EVENT = Reaction.Event.KEY_NETWORKS.word();

    private final KeyNetworkStore store;
    private final Reactions reactions;
    private final Writer writer;
    private final Consumer<StoreException> problems;
    private final RecordBudget budget = new RecordBudget(MOST_RECORDS_A_MINUTE);
    private final RecentMap<String, Long> notedIn = new RecentMap<>(MOST_REMEMBERED);
    private Instant pausedUntil = Instant.MIN;

    /** @param problems is told what could not be noted */
    public KeyNetworks(KeyNetworkStore store, Reactions reactions, Writer writer, Consumer<StoreException> problems) {
        this.store = store;
        this.reactions = reactions;
        this.writer = writer;
        this.problems = problems;
    }

    /** A verified key was used. Who asks is answered also when that cannot be noted. */
    public void used(KeyUse use, Deadline deadline) {
        if (!isNews(use)) {
            return;
        }
        try {
            Deadline soon = deadline.within(LONGEST);
            store.add(use.key(), use.network(), use.at(), soon);
            List<Reaction> wanted = use.settings().watching().reactionsTo(Reaction.Event.KEY_NETWORKS);
            KeySightings sightings = store.since(use.key(), use.at().minus(longest(wanted)), soon);
            record(use, sightings, deadline);
            // Only an agent's own key tells whose posture it is about.
            if (use.agent().isPresent()) {
                reactions.to(
                        wanted,
                        use.agent().get(),
                        within -> sightings.networksLately(within, use.at()),
                        use.at(),
                        use::draft,
                        deadline);
            }
            noted(use);
        } catch (StoreException unavailable) {
            pause(use);
            problems.accept(unavailable);
        }
    }

    private static Duration longest(List<Reaction> wanted) {
        return Stream.concat(Stream.of(KeySightings.SPELL), wanted.stream().map(Reaction::within))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private synchronized boolean isNews(KeyUse use) {
        Long last = notedIn.get(use.key() + " " + use.network());
        return !use.at().isBefore(pausedUntil) && (last == null || last != KeySightings.spell(use.at()));
    }

    private synchronized void noted(KeyUse use) {
        notedIn.put(use.key() + " " + use.network(), KeySightings.spell(use.at()));
    }

    private synchronized void pause(KeyUse use) {
        pausedUntil = use.at().plus(PAUSE);
    }

    private void record(KeyUse use, KeySightings sightings, Deadline deadline) throws StoreException {
        int networks = sightings.networksLately(KeySightings.SPELL, use.at());
        if (networks < SUSPICIOUS) {
            return;
        }
        Optional<RecordBudget.LeftOut> admitted = budget.admit(use.key(), EVENT, use.at());
        if (admitted.isPresent()) {
            var members = Json.object()
                    .put("event", EVENT)
                    .put("agent", use.agent())
                    .put("count", networks)
                    .put("within_s", KeySightings.SPELL.toSeconds())
                    .put("caller", use.caller());
            admitted.get().note(members);
            writer.append(List.of(use.draft(members.build())), deadline);
        }
    }
}
