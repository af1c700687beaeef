package dev.tollgate.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The resident memory of each process over time. */
final class SoakMemory {
    /** A process' memory is flat when it rises by less of itself in the second half of its samples. */
    private static final double MOST_GROWTH = 0.05;

    private static final String NAME = "AWS_LAMBDA_FUNCTION_NAME=";

    private final Supplier<List<ProcessHandle>> processes;
    private final Map<Long, Samples> samples = new LinkedHashMap<>();

    SoakMemory(Supplier<List<ProcessHandle>> processes) {
        this.processes = processes;
    }

    /** @return the memory of each process, in MB */
    String sample(long atSeconds) {
        for (ProcessHandle process : processes.get()) {
            try {
                double megabytes = megabytes(process.pid());
                samples.computeIfAbsent(process.pid(), pid -> new Samples(name(pid)))
                        .add(atSeconds, megabytes);
            } catch (IOException ended) {
                // It is missing from now on, and named as ended.
            }
        }
        return samples.values().stream()
                .map(each -> each.name + " " + Math.round(each.megabytes.getLast()))
                .collect(Collectors.joining(", "));
    }

    List<Samples> all() {
        return List.copyOf(samples.values());
    }

    /** What of a process is resident. */
    static double megabytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1_024;
            }
        }
        throw new IOException("process " + pid + " has no memory any more");
    }

    private static String name(long pid) {
        try {
            String environment =
                    Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
            for (String variable : environment.split("\0")) {
                if (variable.startsWith(NAME)) {
                    return variable.substring(NAME.length());
                }
            }
        } catch (IOException unreadable) {
            // Its number says enough.
        }
        return "stack and DynamoDB Local";
    }

    /** Of one process. */
    static final class Samples {
        private final String name;
        private final List<Long> seconds = new ArrayList<>();
        private final List<Double> megabytes = new ArrayList<>();

        Samples(String name) {
            this.name = name;
        }

        void add(long atSeconds, double now) {
            seconds.add(atSeconds);
            megabytes.add(now);
        }

        String name() {
            return name;
        }

        double first() {
            return megabytes.getFirst();
        }

        double most() {
            return megabytes.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        }

        double last() {
            return megabytes.getLast();
        }

        long lastSeenSeconds() {
            return seconds.getLast();
        }

        /**
         * What the second half of the samples rises by in an hour, in MB: the smaller of what the median rises by from its
         * first third to its second and from there to its last. A heap that is made larger once, or code that is compiled
         * once, is a step, and a step is in one of them only; what is never given back is in both.
         */
        double growthAnHour() {
            int half = megabytes.size() / 2;
            int third = (megabytes.size() - half) / 3;
            if (third == 0) {
                return 0;
            }
            double first = median(half, third);
            double second = median(half + third, third);
            double last = median(half + 2 * third, third);
            double hours = (seconds.get(half + third) - seconds.get(half)) / 3_600.0;
            return Math.min(second - first, last - second) / hours;
        }

        private double median(int from, int number) {
            return megabytes.subList(from, from + number).stream()
                    .sorted()
                    .toList()
                    .get(number / 2);
        }

        boolean isFlat() {
            int half = megabytes.size() / 2;
            double hours = (seconds.getLast() - seconds.get(half)) / 3_600.0;
            return growthAnHour() * hours < MOST_GROWTH * megabytes.get(half);
        }
    }
}
