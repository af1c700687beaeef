package dev.tollgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code make soak}: decisions with limits and history, and the redactions that follow them, over HTTP through a local
 * stack of its own, which seals them meanwhile. Calls come at their times, whether those before are answered or not, and
 * a latency begins at that time. Exit code 0 only when nothing failed, each chain verifies, each limit held and, from ten
 * minutes on, the memory of each process is flat.
 */
public final class SoakDriver {
    private static final int CONNECTIONS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration HIGHEST = Duration.ofSeconds(15);
    private static final Duration SAMPLE = Duration.ofSeconds(10);

    private final SoakStack stack;
    private final SoakCalls calls;
    private final SoakReport report;

    private SoakDriver(SoakStack stack, SoakCalls calls, SoakReport report) {
        this.stack = stack;
        this.calls = calls;
        this.report = report;
    }

    /** @param arguments the repository's folder, a folder for files, minutes, and calls a second (none: half of the most) */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3 || !arguments[2].matches("[1-9][0-9]{0,3}")) {
            System.err.println("usage: SoakDriver <repository> <folder> <minutes> [calls a second]");
            System.exit(2);
        }
        Path folder = Path.of(arguments[1]).toAbsolutePath();
        Duration length = Duration.ofMinutes(Long.parseLong(arguments[2]));
        boolean isGood;
        try (var stack = SoakStack.start(Path.of(arguments[0]).toAbsolutePath(), folder)) {
            var calls = new SoakCalls(stack.url(), stack.key(), stack.newAgents());
            var driver = new SoakDriver(stack, calls, new SoakReport());
            isGood = driver.run(length, arguments.length > 3 ? arguments[3] : "", folder.resolve("report.md"));
        }
        System.exit(isGood ? 0 : 1);
    }

    private boolean run(Duration length, String wanted, Path file) throws Exception {
        report.line("Load before: " + load() + ".");
        asFastAsPossible(WARM_UP);
        calls.forgetWarmUp();
        double rate;
        if (wanted.isEmpty()) {
            double most = asFastAsPossible(HIGHEST);
            rate = most / 2;
            report.line(String.format(
                    Locale.ROOT,
                    "Highest rate: %.1f calls a second (%d connections, %d s). Half of it is asked for.",
                    most,
                    CONNECTIONS,
                    HIGHEST.toSeconds()));
        } else {
            rate = Double.parseDouble(wanted);
        }
        report.line(String.format(
                Locale.ROOT, "%.1f calls a second for %d minutes, sealed each minute.", rate, length.toMinutes()));
        var memory = new SoakMemory(stack::processes);
        atRate(rate, length, memory);
        report.line("Load after: " + load() + ".");
        SoakStack.Verified verified = stack.verify();
        boolean isGood = report.end(calls, memory, verified, length);
        Files.writeString(file, report.text());
        System.out.println(report.text());
        System.out.println("The report is in " + file);
        return isGood;
    }

    /** @return calls a second */
    private double asFastAsPossible(Duration length) throws InterruptedException {
        long before = calls.done();
        long start = System.nanoTime();
        long end = start + length.toNanos();
        together(() -> {
            var caller = calls.caller();
            while (System.nanoTime() < end) {
                caller.call(System.nanoTime());
            }
        });
        return (calls.done() - before) / ((System.nanoTime() - start) / 1e9);
    }

    private void atRate(double rate, Duration length, SoakMemory memory) throws Exception {
        calls.startCounting();
        long start = System.nanoTime();
        long number = Math.round(rate * length.toSeconds());
        var next = new AtomicLong();
        Thread sampler = Thread.ofPlatform().daemon().start(() -> sample(start, length, memory));
        together(() -> {
            var caller = calls.caller();
            for (long n = next.getAndIncrement(); n < number; n = next.getAndIncrement()) {
                long due = start + (long) (n / rate * 1e9);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                caller.call(due);
            }
        });
        sampler.join();
    }

    private void sample(long start, Duration length, SoakMemory memory) {
        System.out.println("| s | calls | errors | p50 ms | p99 ms | memory of each process, MB |");
        System.out.println("|---|---|---|---|---|---|");
        for (long at = SAMPLE.toSeconds(); at <= length.toSeconds(); at += SAMPLE.toSeconds()) {
            long due = start + TimeUnit.SECONDS.toNanos(at);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            System.out.printf(Locale.ROOT, "| %d | %s | %s |%n", at, calls.sinceLast(), memory.sample(at));
        }
    }

    private static void together(Runnable each) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(Thread.ofPlatform().start(each));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
    }
}
