package dev.tollgate.local.runtime;

import dev.tollgate.local.Console;
import dev.tollgate.local.StackException;
import dev.tollgate.local.runtime.FunctionInstance.Phase;
import dev.tollgate.local.template.LambdaFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The instances of one function. An event goes to a waiting instance, else to the first that becomes free; while more
 * events wait than instances are on their way, another process is started, up to the most allowed. Idle instances stay.
 */
public final class FunctionPool implements AutoCloseable {
    /** Lambda's limit for the event and for the answer of a synchronous invocation: 6 MB and a little, as it says itself. */
    public static final int MAX_PAYLOAD_BYTES = 6_291_556;

    private static final int MOST_WAITING = 1_000;
    private static final Duration TICK = Duration.ofMillis(10);
    private static final Duration LONGEST_INIT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final LambdaFunction function;
    private final int maxInstances;
    private final InstanceStart start;
    private final Console console;
    private final StartBackoff backoff = new StartBackoff();
    private final Thread clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<FunctionInstance> instances = new ArrayList<>();
    private final Deque<FunctionInstance> idle = new ArrayDeque<>();
    private final Deque<Invocation> waiting = new ArrayDeque<>();
    private int started;
    private boolean closed;

    public FunctionPool(InstanceStart start, int maxInstances) {
        this.start = start;
        this.maxInstances = maxInstances;
        this.function = start.function();
        this.console = start.console();
        this.clock = Thread.ofVirtual().name("clock-" + function.logicalId()).start(this::watchTheClock);
    }

    public LambdaFunction function() {
        return function;
    }

    /** Starts the first instance, and does not wait for it. */
    public void startFirst() {
        lock.lock();
        try {
            startAnother();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the first instance asks for work; starts one where there is none. */
    public void warmUp() throws InterruptedException {
        lock.lock();
        try {
            if (instances.isEmpty()) {
                startAnother();
            }
            while (!closed && instances.stream().anyMatch(instance -> instance.phase == Phase.STARTING)) {
                changed.await();
            }
            if (instances.isEmpty()) {
                throw new StackException(function.logicalId() + " does not start: " + backoff.reason());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the outcome of {@link #submit}. */
    public Outcome invoke(byte[] event, Duration patience) throws InterruptedException {
        try {
            return submit(event, patience).get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an outcome is a value, never an exception", impossible);
        }
    }

    /** @param patience how long the caller waits, for a free instance and for its answer together */
    public CompletableFuture<Outcome> submit(byte[] event, Duration patience) {
        if (event.length > MAX_PAYLOAD_BYTES) {
            return CompletableFuture.completedFuture(new Outcome.EventTooLarge(event.length));
        }
        var invocation = new Invocation(event, patience);
        CompletableFuture<Invocation> seat = null;
        lock.lock();
        try {
            FunctionInstance free = idle.pollFirst();
            if (free != null) {
                seat = free.seat;
                assign(free, invocation);
            } else {
                Optional<Outcome> refusal = refusal();
                if (refusal.isPresent()) {
                    return CompletableFuture.completedFuture(refusal.get());
                }
                waiting.addLast(invocation);
                startIfNeeded();
            }
        } finally {
            lock.unlock();
        }
        if (seat != null) {
            seat.complete(invocation);
        }
        return invocation.outcome();
    }

    /** The process ids of the running instances. */
    public List<Long> processIds() {
        lock.lock();
        try {
            return instances.stream()
                    .flatMap(instance -> instance.process().stream())
                    .map(FunctionProcess::pid)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** An instance asks for work: what it gets comes, now or later, through the seat. */
    CompletableFuture<Invocation> sitDown(FunctionInstance instance) {
        var seat = new CompletableFuture<Invocation>();
        lock.lock();
        try {
            if (instance.phase == Phase.ENDED || closed) {
                seat.cancel(false);
                return seat;
            }
            if (instance.phase == Phase.STARTING) {
                backoff.succeeded();
                changed.signalAll();
            }
            // A runtime that asks twice gave up the first time; what it had then is lost to it.
            if (instance.current != null) {
                instance.current.complete(new Outcome.Crashed("asked for more work without an answer"));
                instance.current = null;
            }
            if (instance.seat != null) {
                instance.seat.cancel(false);
                idle.remove(instance);
            }
            instance.seat = seat;
            Invocation next = waiting.pollFirst();
            if (next == null) {
                instance.phase = Phase.IDLE;
                idle.addFirst(instance);
            } else {
                assign(instance, next);
                seat.complete(next);
            }
            return seat;
        } finally {
            lock.unlock();
        }
    }

    boolean finished(FunctionInstance instance, String invocationId, Outcome outcome) {
        Invocation done;
        lock.lock();
        try {
            done = instance.current;
            if (done == null || !done.id().equals(invocationId)) {
                return false;
            }
            instance.current = null;
            instance.phase = Phase.RETURNING;
        } finally {
            lock.unlock();
        }
        done.complete(outcome);
        return true;
    }

    private void assign(FunctionInstance instance, Invocation invocation) {
        invocation.taken(function.timeout());
        instance.phase = Phase.BUSY;
        instance.current = invocation;
        instance.seat = null;
    }

    private Optional<Outcome> refusal() {
        if (closed || waiting.size() >= MOST_WAITING) {
            return Optional.of(new Outcome.Refused());
        }
        if (instances.isEmpty() && backoff.isOn(System.nanoTime())) {
            return Optional.of(new Outcome.InitFailed(backoff.reason()));
        }
        return Optional.empty();
    }

    private void startIfNeeded() {
        long onTheirWay = instances.stream()
                .filter(instance -> instance.phase == Phase.STARTING || instance.phase == Phase.RETURNING)
                .count();
        if (waiting.size() > onTheirWay && instances.size() < maxInstances && !backoff.isOn(System.nanoTime())) {
            startAnother();
        }
    }

    private void startAnother() {
        if (closed) {
            return;
        }
        int number = ++started;
        try {
            var instance = new FunctionInstance(number, this, function.arn());
            instances.add(instance);
            // Starting a process takes milliseconds, which nobody should spend under the lock.
            Thread.ofPlatform().daemon().name("start-" + function.logicalId()).start(() -> start(instance));
        } catch (IOException | StackException noPort) {
            backoff.failed("no port for its Runtime API: " + noPort.getMessage(), System.nanoTime());
        }
    }

    private void start(FunctionInstance instance) {
        try {
            FunctionProcess process = start.start(instance, ended -> ended(instance, ended));
            instance.runsIn(process);
            lock.lock();
            try {
                if (instance.phase == Phase.ENDED || closed) {
                    process.kill();
                }
            } finally {
                lock.unlock();
            }
        } catch (IOException | StackException notStarted) {
            ended(instance, "did not start: " + notStarted.getMessage(), List.of());
        }
    }

    private void ended(FunctionInstance instance, FunctionProcess process) {
        // Whatever it printed last may still be on its way, and only a failed start is told with it.
        List<String> lastLines = instance.phase == Phase.STARTING ? process.lastLines() : List.of();
        ended(instance, process.ending(), lastLines);
    }

    private void ended(FunctionInstance instance, String how, List<String> lastLines) {
        Invocation lost;
        List<Invocation> hopeless = List.of();
        boolean neverReady;
        boolean expected;
        lock.lock();
        try {
            neverReady = instance.phase == Phase.STARTING;
            expected = closed || instance.phase == Phase.ENDED;
            lost = instance.current;
            remove(instance);
            if (neverReady && !closed) {
                backoff.failed(failure(instance, how, lastLines), System.nanoTime());
                if (instances.isEmpty()) {
                    hopeless = List.copyOf(waiting);
                    waiting.clear();
                }
            }
            startIfNeeded();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (lost != null) {
            lost.complete(new Outcome.Crashed("the process " + how));
        }
        var failed = new Outcome.InitFailed(backoff.reason());
        hopeless.forEach(invocation -> invocation.complete(failed));
        if (!expected) {
            console.line("[" + function.logicalId() + " " + instance.number() + "] -- " + how
                    + (neverReady ? " before it asked for work; " + backoff.announcement() : ""));
        }
        instance.closeApi();
    }

    private void remove(FunctionInstance instance) {
        instance.phase = Phase.ENDED;
        instance.current = null;
        instances.remove(instance);
        idle.remove(instance);
        if (instance.seat != null) {
            instance.seat.cancel(false);
        }
    }

    private static String failure(FunctionInstance instance, String how, List<String> lines) {
        var text = new StringBuilder("its process ").append(how).append(" before it asked for work.");
        if (!instance.initError().isEmpty()) {
            text.append(" It reported: ").append(instance.initError());
        }
        if (!lines.isEmpty()) {
            text.append(" Its last lines:\n  ").append(String.join("\n  ", lines));
        }
        return text.toString();
    }

    private void watchTheClock() {
        try {
            while (true) {
                Thread.sleep(TICK);
                tick(System.nanoTime());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look for all, every few milliseconds, is cheaper than a timer for each invocation. */
    private void tick(long nowNanos) {
        var expired = new ArrayList<Invocation>();
        var givenUp = new ArrayList<Invocation>();
        lock.lock();
        try {
            waiting.removeIf(invocation -> invocation.isGivenUp(nowNanos) && givenUp.add(invocation));
            for (FunctionInstance instance : List.copyOf(instances)) {
                Invocation current = instance.current;
                if (current != null && current.isPastItsTime(nowNanos)) {
                    expired.add(current);
                    endTimedOut(instance);
                } else if (current != null && current.isGivenUp(nowNanos)) {
                    givenUp.add(current);
                } else if (instance.phase == Phase.STARTING
                        && nowNanos - instance.startedAtNanos() > LONGEST_INIT.toNanos()) {
                    instance.initFailed("nothing within " + LONGEST_INIT.toSeconds() + " s");
                    instance.kill();
                }
            }
            if (!waiting.isEmpty()) {
                startIfNeeded();
            }
        } finally {
            lock.unlock();
        }
        expired.forEach(invocation -> invocation.complete(new Outcome.TimedOut(function.timeout())));
        givenUp.forEach(invocation -> invocation.complete(new Outcome.NotInTime()));
    }

    private void endTimedOut(FunctionInstance instance) {
        console.line(
                "[" + function.logicalId() + " " + instance.number() + "] -- ended: an invocation took longer than "
                        + function.timeout().toMillis() + " ms");
        remove(instance);
        instance.kill();
        if (instances.isEmpty()) {
            startAnother();
        }
    }

    /** Ends every process: asks first, insists after two seconds. */
    @Override
    public void close() {
        List<FunctionInstance> left;
        List<Invocation> unserved;
        lock.lock();
        try {
            closed = true;
            left = List.copyOf(instances);
            unserved = List.copyOf(waiting);
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        clock.interrupt();
        unserved.forEach(invocation -> invocation.complete(new Outcome.Refused()));
        List<FunctionProcess> processes =
                left.stream().flatMap(instance -> instance.process().stream()).toList();
        processes.forEach(FunctionProcess::askToEnd);
        awaitEnd(processes, GRACE);
        processes.forEach(FunctionProcess::kill);
        awaitEnd(processes, GRACE);
        left.forEach(FunctionInstance::closeApi);
    }

    private static void awaitEnd(List<FunctionProcess> processes, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        try {
            for (FunctionProcess process : processes) {
                process.awaitEnd(until);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
