package dev.tollgate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Processes that take of one key at the same time, as function instances do: what was admitted, beside what may be. Each
 * is a JVM with a client and a memory of its own; they share nothing but DynamoDB and the machine's clock.
 */
public final class ProcessesOnOneKey {
    private ProcessesOnOneKey() {}

    public static void main(String[] arguments) throws Exception {
        String endpoint = System.getenv("TOLLGATE_DYNAMODB_ENDPOINT");
        if (endpoint == null || arguments.length < 2) {
            System.err.println(
                    "usage: TOLLGATE_DYNAMODB_ENDPOINT=… ProcessesOnOneKey <processes> <seconds> [mechanism…]");
            System.exit(2);
        }
        int processes = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        List<OnOneKey> mechanisms = arguments.length == 2
                ? List.of(OnOneKey.values())
                : List.of(arguments).subList(2, arguments.length).stream()
                        .map(word -> OnOneKey.valueOf(word.toUpperCase(Locale.ROOT)))
                        .toList();
        System.out.printf(
                "%s, %d processes, %d s each; %d processors, load %s%n",
                endpoint,
                processes,
                seconds,
                Runtime.getRuntime().availableProcessors(),
                Files.readString(Path.of("/proc/loadavg")).strip());
        System.out.printf(
                "%-13s %-24s %9s %9s %9s %8s %9s%n",
                "", "limit", "admitted", "at most", "windows", "asked", "no answer");
        for (OnOneKey mechanism : mechanisms) {
            try (RawTable.Opened table = RawTable.at(endpoint)) {
                print(
                        mechanism,
                        run(mechanism, processes, seconds, endpoint, table.get().name()));
            }
        }
    }

    /** What one process did: each admission, and how many calls it asked for. */
    private record Done(List<Admitted> admitted, long asked, long unanswered) {}

    record Admitted(long atMicros, long cost) {}

    private static List<Done> run(OnOneKey mechanism, int processes, int seconds, String endpoint, String table)
            throws IOException, InterruptedException {
        var workers = new ArrayList<Process>();
        try {
            // One after the other: starting takes far more of the machine than what is measured.
            for (int i = 0; i < processes; i++) {
                Process worker = worker(mechanism, endpoint, table);
                workers.add(worker);
                if (!"ready".equals(worker.inputReader().readLine())) {
                    throw new IOException("a process did not start");
                }
            }
            for (Process worker : workers) {
                worker.outputWriter().write(seconds + "\n");
                worker.outputWriter().flush();
            }
            var done = new ArrayList<Done>();
            for (Process worker : workers) {
                done.add(read(worker.inputReader()));
                worker.waitFor();
            }
            return done;
        } finally {
            workers.forEach(Process::destroyForcibly);
        }
    }

    private static Process worker(OnOneKey mechanism, String endpoint, String table) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Quarkus' log manager is on the class path, and complains when it is not used.
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                OneOfTheProcesses.class.getName(),
                mechanism.name(),
                endpoint,
                table);
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static Done read(BufferedReader lines) {
        var admitted = new ArrayList<Admitted>();
        long asked = 0;
        long unanswered = 0;
        for (String line : lines.lines().toList()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "admitted" -> admitted.add(new Admitted(Long.parseLong(words[1]), Long.parseLong(words[2])));
                case "asked" -> asked = Long.parseLong(words[1]);
                case "unanswered" -> unanswered = Long.parseLong(words[1]);
                default -> System.err.println(line);
            }
        }
        return new Done(admitted, asked, unanswered);
    }

    private static void print(OnOneKey mechanism, List<Done> done) {
        List<Admitted> all = done.stream()
                .flatMap(each -> each.admitted().stream())
                .sorted(Comparator.comparingLong(Admitted::atMicros))
                .toList();
        long cost = all.stream().mapToLong(Admitted::cost).sum();
        double most = all.isEmpty()
                ? 0
                : most(mechanism, all.getLast().atMicros() - all.getFirst().atMicros());
        System.out.printf(
                Locale.ROOT,
                "%-13s %-24s %9d %9.1f %9s %8d %9d%n",
                mechanism.name().toLowerCase(Locale.ROOT),
                mechanism.rate(),
                cost,
                most,
                windows(mechanism, all),
                done.stream().mapToLong(Done::asked).sum(),
                done.stream().mapToLong(Done::unanswered).sum());
    }

    /** Whether the bound holds over each window from one admission to another, not only over all. */
    private static String windows(OnOneKey mechanism, List<Admitted> all) {
        long broken =
                all.stream().filter(from -> !holdsFrom(mechanism, from, all)).count();
        return broken == 0 ? "all hold" : broken + " BROKEN";
    }

    private static boolean holdsFrom(OnOneKey mechanism, Admitted from, List<Admitted> all) {
        long sum = 0;
        for (Admitted each : all) {
            if (each.atMicros() >= from.atMicros()) {
                sum += each.cost();
                if (sum > most(mechanism, each.atMicros() - from.atMicros())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double most(OnOneKey mechanism, long micros) {
        double perMicro =
                mechanism.rate().permits() / (mechanism.rate().period().toNanos() / 1_000.0);
        return mechanism.rate().burst() + perMicro * (micros + mechanism.late().toNanos() / 1_000.0);
    }

    static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
