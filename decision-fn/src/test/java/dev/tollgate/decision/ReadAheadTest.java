package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.agent.RememberedDirectory;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.posture.RememberedPostures;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.Writer.Written;
import dev.tollgate.core.watch.StepDown;
import dev.tollgate.core.watch.StepDownStore;
import dev.tollgate.core.watch.StepDowns;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReadAheadTest {
    private static final Deadline DEADLINE = Deadline.in(Duration.ofMinutes(1));

    private final AtomicLong nanos = new AtomicLong();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private boolean isDown;
    private CyclicBarrier together = new CyclicBarrier(1);

    private final RememberedDirectory directory = new RememberedDirectory(new Directory(), nanos::get);
    private final RememberedPostures postures =
            new RememberedPostures(deadline -> answered("postures", Map.of()), nanos::get);
    private final StepDowns stepDowns = new StepDowns(
            new StepDownsOfAgents(),
            new Writer(new InMemoryRecordStore(), () -> "w", Json.Obj.EMPTY, () -> TestBed.NOON),
            nanos::get);
    private final ReadAhead ahead = new ReadAhead(directory, postures, stepDowns);

    @Test
    void allIsAskedAtTheSameTimeAndKnownAfterwards() throws StoreException {
        together = new CyclicBarrier(3);
        ahead.of(Stream.of("bot", "bot"), DEADLINE);

        assertEquals(
                List.of("agent bot", "postures", "step-down bot"),
                asked.stream().sorted().toList());
        directory.agent("bot", DEADLINE);
        postures.all(DEADLINE);
        stepDowns.last("bot", DEADLINE);
        ahead.of(Stream.of("bot"), DEADLINE);
        assertEquals(3, asked.size());
    }

    @Test
    void whatIsOldIsAskedAgain() {
        ahead.of(Stream.of("bot"), DEADLINE);
        asked.clear();

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
        ahead.of(Stream.of("bot"), DEADLINE);
        assertEquals(
                List.of("postures", "step-down bot"), asked.stream().sorted().toList());
    }

    @Test
    void oneThingAloneIsLeftToWhoeverNeedsIt() {
        ahead.of(Stream.of(), DEADLINE);
        assertTrue(asked.isEmpty(), asked::toString);
    }

    @Test
    void whatFailsIsAskedAgainByWhoeverNeedsIt() throws StoreException {
        isDown = true;
        ahead.of(Stream.of("bot"), DEADLINE);
        isDown = false;
        asked.clear();

        directory.agent("bot", DEADLINE);
        assertEquals(List.of("agent bot"), List.copyOf(asked));
    }

    @Test
    void neitherManyAgentsNorNamesOfNoAgentsAreLookedUp() {
        ahead.of(
                Stream.concat(Stream.of("x".repeat(300)), IntStream.range(0, 50).mapToObj(n -> "bot-" + n)), DEADLINE);
        assertEquals(
                4, asked.stream().filter(each -> each.startsWith("agent bot-")).count());
        assertEquals(9, asked.size());
    }

    private <T> T answered(String question, T answer) throws StoreException {
        asked.add(question);
        try {
            together.await(10, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException alone) {
            throw new AssertionError("nothing else was asked meanwhile", alone);
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
            throw new AssertionError(ends);
        }
        if (isDown) {
            throw new StoreException("down, as planned", null);
        }
        return answer;
    }

    private final class Directory implements AgentDirectory {
        @Override
        public Optional<Agent> agent(String id, Deadline deadline) throws StoreException {
            return answered("agent " + id, Optional.empty());
        }

        @Override
        public Optional<AccessKey> key(String id, Deadline deadline) {
            throw new AssertionError("no key is asked for");
        }

        @Override
        public List<String> agentsAfter(String id, int most, Deadline deadline) {
            throw new AssertionError("nobody lists agents");
        }
    }

    private final class StepDownsOfAgents implements StepDownStore {
        @Override
        public Optional<StepDown> find(String agent, Deadline deadline) throws StoreException {
            return answered("step-down " + agent, Optional.empty());
        }

        @Override
        public Written put(List<SealedRecord> records, StepDown stepDown, Deadline deadline) {
            throw new AssertionError("nothing is written");
        }
    }
}
