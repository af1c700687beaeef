package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.SideBySide;
import dev.tollgate.core.SideBySide.Work;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.RememberedDirectory;
import dev.tollgate.core.posture.RememberedPostures;
import dev.tollgate.core.watch.StepDowns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads side by side what decisions are about to look up one after the other: the agent, what operators set, what
 * reactions did. Each is remembered for seconds, so that an agent which calls a tool now and then pays for all of them.
 */
final class ReadAhead {
    /** Of a batch about more agents the rest is looked up when its turn comes. */
    private static final int MOST_AGENTS = 4;

    private final RememberedDirectory directory;
    private final RememberedPostures postures;
    private final StepDowns stepDowns;

    ReadAhead(RememberedDirectory directory, RememberedPostures postures, StepDowns stepDowns) {
        this.directory = directory;
        this.postures = postures;
        this.stepDowns = stepDowns;
    }

    /** What cannot be read is left to whoever needs it, and says so. */
    void of(Stream<String> agents, Deadline deadline) {
        var works = new ArrayList<Work>();
        if (!postures.areFresh()) {
            works.add(() -> postures.all(deadline));
        }
        agents.filter(Agent::isId).distinct().limit(MOST_AGENTS).forEach(agent -> {
            if (!directory.isFresh(agent)) {
                works.add(() -> directory.agent(agent, deadline));
            }
            if (!stepDowns.isFresh(agent)) {
                works.add(() -> stepDowns.last(agent, deadline));
            }
        });
        if (works.size() > 1) {
            run(works);
        }
    }

    private static void run(List<Work> works) {
        try {
            SideBySide.run(works);
        } catch (StoreException unavailable) {
            // The decision that needs it asks again, in what is left of its time.
        }
    }
}
